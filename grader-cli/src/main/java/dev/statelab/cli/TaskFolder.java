package dev.statelab.cli;

import static java.util.stream.Collectors.joining;

import dev.statelab.core.expression.Suggestion;
import dev.statelab.core.task.Task;
import dev.statelab.core.task.TaskReader;
import dev.statelab.core.task.TaskReading.Faulty;
import dev.statelab.core.task.TaskReading.ReadTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that holds a folder for each task.
 *
 * @param path may not exist, in which case it holds no task
 */
record TaskFolder(Path path) {

    private static final String TASK_FILE = "task.yaml";

    /**
     * Reads a task.
     *
     * @param name as on the command line
     * @throws GraderException when there is no such task, naming those there are; or when its file has mistakes, naming
     *         all of them
     */
    Task read(String name) {
        List<String> names = names();
        if (!names.contains(name)) {
            throw new GraderException(ExitCode.USAGE, "There is no task " + Text.quote(name)
                    + Suggestion.among(names, name) + ". "
                    + (names.isEmpty() ? "No task is in " + path + "." : "Tasks: " + String.join(", ", names) + "."));
        }
        return switch (TaskReader.read(path.resolve(name).resolve(TASK_FILE))) {
            case ReadTask(Task task) -> task;
            case Faulty(var mistakes) -> throw new GraderException(ExitCode.USAGE, mistakes.stream()
                    .map(Object::toString)
                    .collect(joining("\n", "The task " + name + " cannot be graded with:\n", "")));
        };
    }

    private List<String> names() {
        try (Stream<Path> folders = Files.isDirectory(path) ? Files.list(path) : Stream.empty()) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve(TASK_FILE)))
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new GraderException(ExitCode.USAGE, "The tasks in " + path + " cannot be read: " + e, e);
        }
    }
}
