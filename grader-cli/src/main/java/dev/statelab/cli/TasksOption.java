package dev.statelab.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code --tasks DIR}, for every command that takes the name of a task. */
public final class TasksOption {

    @Option(names = "--tasks", paramLabel = "DIR", scope = ScopeType.INHERIT, description = "A folder with tasks of your own, instead of those that come with the grader.")
    private @Nullable Path folder;

    /**
     * The folder that the user chose, or the grader's own.
     *
     * @throws GraderException when there is no such folder
     */
    public TaskFolder in(Installation installation) {
        if (folder != null && !Files.isDirectory(folder)) {
            throw new GraderException(ExitCode.USAGE, "--tasks " + folder + " is no folder. Expected one that holds a"
                    + " folder for each task, with a task.yaml in it.");
        }
        return toBe(installation);
    }

    /** The same for a command that makes the folder if there is none. */
    public TaskFolder toBe(Installation installation) {
        return folder == null ? installation.tasks() : new TaskFolder(folder);
    }
}
