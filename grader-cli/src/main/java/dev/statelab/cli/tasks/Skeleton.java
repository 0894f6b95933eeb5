package dev.statelab.cli.tasks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.statelab.core.task.TaskReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files that a new task begins with. They are in the folder {@code skeleton} of the resources. */
final class Skeleton {

    /** In the skeleton's files, the task's name. */
    private static final String NAME = "NAME_OF_TASK";

    private static final List<String> TASK = List.of("task.yaml", "README.md", "cases/one-replica.yaml");
    private static final List<String> SOLUTION = List.of("service.yaml", "statefulset.yaml");

    private Skeleton() {}

    /**
     * Writes a task.
     *
     * @param folder the folder of tasks; gets the schema of the grader's version, too
     * @param solution the folder of the task's reference solution
     * @return what was written
     */
    static List<Path> write(String name, Path folder, Path solution) throws IOException {
        List<Path> written = new ArrayList<>();
        for (String file : TASK) {
            written.add(write(folder.resolve(name).resolve(file), resource("skeleton/task/" + file), name));
        }
        for (String file : SOLUTION) {
            written.add(write(solution.resolve(file), resource("skeleton/solution/" + file), name));
        }
        Path schema = folder.resolve(TaskReader.SCHEMA);
        if (!Files.exists(schema) || !Files.readString(schema).equals(TaskReader.schema())) {
            written.add(Files.writeString(schema, TaskReader.schema()));
        }
        return written;
    }

    private static Path write(Path file, String text, String name) throws IOException {
        Path _ = Files.createDirectories(Optional.ofNullable(file.getParent()).orElse(file));
        return Files.writeString(file, text.replace(NAME, name));
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = Optional.ofNullable(Skeleton.class.getResourceAsStream(name)).orElseThrow()) {
            return new String(stream.readAllBytes(), UTF_8);
        }
    }
}
