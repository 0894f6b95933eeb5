package dev.statelab.cli.batch;

import dev.statelab.batch.result.Rubric;
import dev.statelab.cli.ExitCode;
import dev.statelab.cli.GraderException;
import dev.statelab.cli.TaskFolder;
import dev.statelab.core.task.Task;
import java.io.IOException;
import java.nio.file.Files;

/** Tasks with the text of their files. */
final class Rubrics {

    private Rubrics() {}

    /** @throws GraderException when there is no such task, or it has mistakes */
    static Rubric read(TaskFolder tasks, String name) {
        Task task = tasks.read(name);
        try {
            return new Rubric(task, Files.readString(tasks.taskFile(name)));
        } catch (IOException e) {
            throw new GraderException(ExitCode.USAGE, tasks.taskFile(name) + " cannot be read: " + e + ".", e);
        }
    }
}
