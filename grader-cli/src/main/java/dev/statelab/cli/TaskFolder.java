package dev.statelab.cli;

import static java.util.stream.Collectors.joining;

import dev.statelab.core.expression.Suggestion;
import dev.statelab.core.task.Task;
import dev.statelab.core.task.TaskOutline;
import dev.statelab.core.task.TaskReader;
import dev.statelab.core.task.TaskReading.Faulty;
import dev.statelab.core.task.TaskReading.ReadTask;
import dev.statelab.kube.apply.Chart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that holds a folder for each task: {@code NAME/task.yaml}, the students' statement {@code NAME/README.md}, and
 * {@code NAME/cases}. What students must not see lies beside it, so that the tasks can be given away as they are:
 * {@code ../reference-solutions/NAME}.
 *
 * @param path may not exist, in which case it holds no task
 */
public record TaskFolder(Path path) {

    private static final String TASK_FILE = "task.yaml";

    /**
     * Reads a task.
     *
     * @param name as on the command line
     * @throws GraderException when there is no such task, naming those there are; or when its file has mistakes, naming
     *         all of them
     */
    public Task read(String name) {
        return read(name, outline(name));
    }

    /**
     * Reads a task that was looked at.
     *
     * @throws GraderException when its file has mistakes, naming all of them
     */
    public Task read(String name, TaskOutline outline) {
        return switch (outline.read()) {
            case ReadTask(Task task, var _) -> task;
            case Faulty(var mistakes, var _) -> throw new GraderException(ExitCode.USAGE, mistakes.stream()
                    .map(mistake -> Text.line(mistake.toString()))
                    .collect(joining("\n", "The task " + name + " cannot be graded with:\n", "")));
        };
    }

    /**
     * Looks at a task. What is wrong with its file is told when it is read.
     *
     * @throws GraderException when there is no such task, naming those there are
     */
    public TaskOutline outline(String name) {
        requireTask(name);
        return TaskReader.outline(taskFile(name));
    }

    /**
     * Makes sure that there is a task of this name.
     *
     * @throws GraderException naming the tasks there are
     */
    public void requireTask(String name) {
        List<String> names = names();
        if (!names.contains(name)) {
            throw new GraderException(ExitCode.USAGE, "There is no task " + Text.quote(name)
                    + Suggestion.among(names, name) + ". "
                    + (names.isEmpty() ? "No task is in " + path + "." : "Tasks: " + String.join(", ", names) + "."));
        }
    }

    /** The names of the tasks that are there, in alphabetical order. */
    public List<String> names() {
        try (Stream<Path> folders = Files.isDirectory(path) ? Files.list(path) : Stream.empty()) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve(TASK_FILE)))
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new GraderException(ExitCode.USAGE, "The tasks in " + path + " cannot be read: " + e, e);
        }
    }

    /** Where a task's file is, or would be. */
    public Path taskFile(String name) {
        return path.resolve(name).resolve(TASK_FILE);
    }

    /** Where the students' statement of a task is, or would be. */
    public Path statement(String name) {
        return path.resolve(name).resolve("README.md");
    }

    /** The folder of a task's cases; it may not exist. */
    public Path cases(String name) {
        return path.resolve(name).resolve("cases");
    }

    /** The folders with what gets all points: the one of the task, or, where that holds charts, each of these. */
    public List<Path> referenceSolutions(String name) {
        Path folder = referenceSolution(name);
        try (Stream<Path> inside = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            List<Path> charts = inside.filter(Chart::isOne).sorted().toList();
            return charts.isEmpty() ? List.of(folder) : charts;
        } catch (IOException e) {
            throw new GraderException(ExitCode.USAGE, "The folder " + folder + " cannot be read: " + e, e);
        }
    }

    /** The folder with the manifests or the charts that get all points; it may not exist. */
    public Path referenceSolution(String name) {
        return path.toAbsolutePath().normalize().resolveSibling("reference-solutions").resolve(name);
    }
}
