package dev.statelab.core.task;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What came of reading a task file. */
public sealed interface TaskReading {

    record ReadTask(Task task) implements TaskReading {
        public ReadTask {
            requireNonNull(task, "task");
        }
    }

    /**
     * The file cannot be graded with.
     *
     * @param mistakes every one that was found, in the order of the file; at least one
     */
    record Faulty(List<Mistake> mistakes) implements TaskReading {
        public Faulty {
            mistakes = List.copyOf(mistakes);
        }
    }
}
