package dev.statelab.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the grader's own files are.
 *
 * @param home the folder with {@code tasks} and {@code reference-solutions}
 */
public record Installation(Path home) {

    /** The launcher's {@code -Dstatelab.home}, else the current folder. */
    static Installation ofProcess() {
        return new Installation(Path.of(Optional.ofNullable(System.getProperty("statelab.home")).orElse("")));
    }

    /** The tasks that come with the grader. */
    public TaskFolder tasks() {
        return new TaskFolder(home.resolve("tasks"));
    }

    /** The version that the build wrote into the jar. */
    static String version() {
        return Optional.ofNullable(Installation.class.getPackage().getImplementationVersion()).orElse("unpackaged");
    }
}
