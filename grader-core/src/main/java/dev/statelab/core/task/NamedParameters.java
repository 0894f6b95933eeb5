package dev.statelab.core.task;

import dev.statelab.core.expression.Suggestion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * What a student says that the parameters of a task are: in a file {@value #FILE} beside the work, of the shape that
 * {@link #schema()} publishes, and by a case.
 */
public final class NamedParameters {

    /** The file's name. It is no manifest, and is never deployed. */
    public static final String FILE = "submission.yaml";

    /** The file name of the schema, which lies beside the tasks. */
    public static final String SCHEMA = "submission-v1.schema.json";

    static final Set<String> KEYS = Keys.keys("apiVersion", "kind", "parameters");

    private NamedParameters() {}

    /** The text of the JSON Schema of these files. */
    public static String schema() {
        return YamlFile.schema(NamedParameters.class, SCHEMA);
    }

    /** Where it is for some work: in its folder, or beside it; empty where there is none. */
    public static Optional<Path> beside(Path work) {
        return Stream.of(work.resolve(FILE), work.toAbsolutePath().resolveSibling(FILE)).filter(Files::isRegularFile)
                .findFirst();
    }

    /** What came of reading it. */
    public sealed interface Reading {

        /** @param named texts by the ids of parameters */
        record Named(Map<String, String> named) implements Reading {
            public Named {
                named = Map.copyOf(named);
            }
        }

        /** @param mistakes every one that was found; at least one */
        record Faulty(List<Mistake> mistakes) implements Reading {
            public Faulty {
                mistakes = List.copyOf(mistakes);
            }
        }
    }

    /** Reads the file: {@code apiVersion: statelab.dev/v1}, {@code kind: Submission}, {@code parameters: {ID: VALUE}}. */
    public static Reading read(Path file, Task task) {
        Mistakes mistakes = new Mistakes(file.toString());
        Map<String, String> named = new LinkedHashMap<>();
        YamlFile.read(file, "what the parameters of " + task.name() + " are", mistakes).ifPresent(root -> {
            Fields fields = Fields.of(root, "a submission", KEYS, mistakes);
            fields.constant("apiVersion", TaskReader.API_VERSION);
            fields.constant("kind", "Submission");
            named.putAll(read(fields, task, mistakes));
        });
        List<Mistake> found = mistakes.inOrder();
        return found.isEmpty() ? new Reading.Named(named) : new Reading.Faulty(found);
    }

    /** What is written under {@code parameters}, as texts; nothing where there is no such key. */
    public static Map<String, String> read(Fields fields, Task task, Mistakes mistakes) {
        Map<String, String> named = new LinkedHashMap<>();
        List<String> known = task.parameters().stream().map(Parameter::id).toList();
        fields.find("parameters").ifPresent(node -> {
            Fields parameters = Fields.ofAnyKeys(node, "parameters", mistakes);
            for (String id : parameters.keys()) {
                if (!known.contains(id)) {
                    mistakes.add(parameters.keyPlace(id), expected(task), "'" + id + "'" + Suggestion.among(known, id));
                }
                named.put(id, value(parameters.place(id), mistakes));
            }
        });
        return named;
    }

    /** What the ids may be, for people. */
    public static String expected(Task task) {
        return task.parameters().isEmpty()
                ? "no parameters, since " + task.name() + " has none"
                : "one of the parameters "
                        + String.join(", ", task.parameters().stream().map(Parameter::id).toList());
    }

    private static String value(Node node, Mistakes mistakes) {
        return Fields.scalar(node).filter(text -> !text.isBlank()).orElseGet(() -> {
            mistakes.add(node, "a text or a number", Fields.describe(node));
            return "";
        });
    }
}
