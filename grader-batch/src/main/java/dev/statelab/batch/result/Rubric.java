package dev.statelab.batch.result;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.task.Task;

/**
 * What a class is graded by.
 *
 * @param text the task's file as it is, kept with the results: later it tells what was asked for then
 */
public record Rubric(Task task, String text) {

    public Rubric {
        requireNonNull(task, "task");
        requireNonNull(text, "text");
    }
}
