package dev.statelab.batch.run;

import dev.statelab.batch.result.StoredResult;
import dev.statelab.batch.result.StoredResult.Status;
import dev.statelab.batch.roster.Student;
import java.util.Optional;
import java.util.Set;

/** Whom a batch grades. */
public sealed interface Selection {

    /** @param before what there is of the student by now */
    boolean takes(Student student, Optional<StoredResult> before);

    /** Everybody who is not done. */
    record Rest() implements Selection {
        @Override
        public boolean takes(Student student, Optional<StoredResult> before) {
            return before.isEmpty();
        }
    }

    /** Everybody who is not done, and those again who could not be graded. */
    record RestAndIncomplete() implements Selection {
        @Override
        public boolean takes(Student student, Optional<StoredResult> before) {
            return before.isEmpty() || before.get().status() == Status.NOT_GRADED;
        }
    }

    /** Those again who could not be graded. */
    record Incomplete() implements Selection {
        @Override
        public boolean takes(Student student, Optional<StoredResult> before) {
            return before.isPresent() && before.get().status() == Status.NOT_GRADED;
        }
    }

    /** Those again who are below the pass mark. */
    record BelowPassMark() implements Selection {
        @Override
        public boolean takes(Student student, Optional<StoredResult> before) {
            return before.isPresent() && before.get().status() == Status.GRADED && !before.get().passed();
        }
    }

    /**
     * These, also when they are done.
     *
     * @param ids of students
     */
    record These(Set<String> ids) implements Selection {

        public These {
            ids = Set.copyOf(ids);
        }

        @Override
        public boolean takes(Student student, Optional<StoredResult> before) {
            return ids.contains(student.id());
        }
    }
}
