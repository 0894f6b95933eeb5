package dev.statelab.hostile.grader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder with a class to grade in a batch: a roster, and results.
 *
 * @param folder of its own, empty at first
 */
public record Classroom(Path folder) {

    private static final String TITLES = "student_id,name,kubeconfig,context,namespace,submission\n";

    public Path results() {
        return folder.resolve("results");
    }

    /** The same file or folder as its owner would name it. */
    public Path put(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /**
     * Grades task-02 for those whom the rows name, once.
     *
     * @param rows in the order of the titles: student_id, name, kubeconfig, context, namespace, submission
     * @param options of {@code grader batch}
     */
    public GraderRun grade(List<String> rows, String... options) throws IOException {
        return GraderRun.of(command(rows, options));
    }

    /** The words of that command. */
    public String[] command(List<String> rows, String... options) throws IOException {
        return command("task-02", rows, options);
    }

    /** The same for another task. */
    public String[] command(String task, List<String> rows, String... options) throws IOException {
        Path roster = put("class.csv", TITLES + String.join("\n", rows) + "\n");
        List<String> command = new ArrayList<>(List.of("batch", task, "--roster", roster.toString(), "--results",
                results().toString(), "--retry", "0"));
        command.addAll(List.of(options));
        return command.toArray(String[]::new);
    }

    public String gradebook() throws IOException {
        return Files.readString(results().resolve("gradebook.csv"));
    }

    /** The text of every file of the results, one after the other. */
    public String written() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(results())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
