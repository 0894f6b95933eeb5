package dev.statelab.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * Where the grader's own files are.
 *
 * @param home the folder with {@code tasks} and, in a checkout, {@code reference-solutions}
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

    /** The commit that a package was built from, from its {@code release} file; absent in a checkout. */
    Optional<String> commit() {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release)) {
            return Optional.empty();
        }
        try (Reader text = Files.newBufferedReader(release)) {
            Properties properties = new Properties();
            properties.load(text);
            return Optional.ofNullable(properties.getProperty("commit"));
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** Version and commit, on one line. */
    public String describe() {
        return commit().map(commit -> version() + " (" + commit + ")").orElseGet(Installation::version);
    }

    /** The version that the build wrote into the jar. */
    static String version() {
        return Optional.ofNullable(Installation.class.getPackage().getImplementationVersion()).orElse("unpackaged");
    }
}
