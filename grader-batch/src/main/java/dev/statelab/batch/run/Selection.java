package dev.statelab.batch.run;

import dev.statelab.batch.result.StoredResult;
import dev.statelab.batch.result.StoredResult.Status;
import dev.statelab.batch.roster.Student;
import java.util.Optional;
import java.util.Set;

/**
 * Whom a batch grades.
 *
 * @param only ids of students who are graded, also when they are done; empty for everybody who is not done
 * @param incomplete whether those are graded again who could not be graded before
 */
public record Selection(Set<String> only, boolean incomplete) {

    /** Everybody who is not done. */
    public static final Selection REST = new Selection(Set.of(), false);

    public Selection {
        only = Set.copyOf(only);
    }

    boolean takes(Student student, Optional<StoredResult> before) {
        if (!only.isEmpty()) {
            return only.contains(student.id());
        }
        return before.isEmpty() || (incomplete && before.get().status() == Status.NOT_GRADED);
    }
}
