package dev.statelab.cli.tasks;

import dev.statelab.core.task.Mistake;
import dev.statelab.core.task.Observation;
import dev.statelab.core.task.Observation.Named;
import dev.statelab.core.task.RubricTable;
import dev.statelab.core.task.Task;
import dev.statelab.core.task.TaskReader;
import dev.statelab.core.task.TaskReading;
import dev.statelab.core.task.TaskReading.Faulty;
import dev.statelab.core.task.TaskReading.ReadTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is wrong with a task file and with the statement beside it.
 *
 * @param statement where that is, or would be
 * @param fixedStatement the statement with the right table of points; empty where it is right, or nothing can be done
 */
record TaskLint(List<Mistake> mistakes, List<Mistake> warnings, Path statement, Optional<String> fixedStatement) {

    TaskLint {
        mistakes = List.copyOf(mistakes);
        warnings = List.copyOf(warnings);
    }

    static TaskLint of(Path file) {
        Path statement = file.resolveSibling("README.md");
        TaskReading reading = TaskReader.read(file);
        return switch (reading) {
            case ReadTask(Task task, List<Mistake> warnings) -> of(file, task, warnings, statement);
            case Faulty(List<Mistake> mistakes, List<Mistake> warnings) ->
                new TaskLint(mistakes, warnings, statement, Optional.empty());
        };
    }

    private static TaskLint of(Path file, Task task, List<Mistake> ofTask, Path statement) {
        List<Mistake> mistakes = new ArrayList<>();
        List<Mistake> warnings = new ArrayList<>(ofTask);
        Optional<String> fixed = Optional.empty();
        String folder = Optional.ofNullable(file.toAbsolutePath().normalize().getParent())
                .flatMap(parent -> Optional.ofNullable(parent.getFileName())).map(Path::toString).orElse("");
        if (!folder.equals(task.name())) {
            warnings.add(new Mistake(file.toString(), 1, 1, "metadata.name to be that of the folder, '" + folder + "'",
                    "'" + task.name() + "'"));
        }
        schema(file).ifPresent(warnings::add);
        if (!Files.isRegularFile(statement)) {
            warnings.add(new Mistake(statement.toString(), 1, 1, "a statement for students", "no such file"));
        } else {
            try {
                String text = Files.readString(statement);
                RubricTable.mistake(text, statement.toString(), task).ifPresent(mistakes::add);
                names(task).filter(name -> !text.contains("`" + name + "`")).map(name -> new Mistake(
                        statement.toString(), 1, 1, "a statement that names `" + name + "`, as the task does", "none"))
                        .forEach(warnings::add);
                fixed = RubricTable.written(text, task).filter(written -> !written.equals(text));
            } catch (IOException e) {
                mistakes.add(new Mistake(statement.toString(), 1, 1, "a text in UTF-8", e.toString()));
            }
        }
        return new TaskLint(mistakes, warnings, statement, fixed);
    }

    /** What students cannot guess. */
    private static Stream<String> names(Task task) {
        return Stream.concat(Stream.of(task.namespace()), task.observations().stream().map(Observation::selection)
                .flatMap(selection -> selection instanceof Named(String name) ? Stream.of(name) : Stream.empty()))
                .distinct();
    }

    /** Editors complete and check a task file where its first line names the schema. */
    private static Optional<Mistake> schema(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            String first = lines.findFirst().orElse("");
            Path schema = file.resolveSibling(first.replaceFirst(".*\\$schema=", "").strip());
            if (!first.startsWith("# yaml-language-server: $schema=")) {
                return Optional
                        .of(new Mistake(file.toString(), 1, 1, "a first line that names the schema for editors: '"
                                + "# yaml-language-server: $schema=../" + TaskReader.SCHEMA + "'", "another"));
            }
            if (!first.contains("://") && !Files.isRegularFile(schema)) {
                return Optional.of(new Mistake(file.toString(), 1, 1, "the schema for editors at " + schema
                        + ", where grader tasks new writes it", "no such file"));
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
