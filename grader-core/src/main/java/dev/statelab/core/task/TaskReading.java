package dev.statelab.core.task;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What came of reading a task file. */
public sealed interface TaskReading {

    /** What its author should look at again, though the file can be graded with: in the order of the file. */
    List<Mistake> warnings();

    record ReadTask(Task task, List<Mistake> warnings) implements TaskReading {
        public ReadTask {
            requireNonNull(task, "task");
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * The file cannot be graded with.
     *
     * @param mistakes every one that was found, in the order of the file; at least one
     */
    record Faulty(List<Mistake> mistakes, List<Mistake> warnings) implements TaskReading {
        public Faulty {
            mistakes = List.copyOf(mistakes);
            warnings = List.copyOf(warnings);
        }
    }
}
