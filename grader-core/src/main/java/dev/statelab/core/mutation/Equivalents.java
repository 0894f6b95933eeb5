package dev.statelab.core.mutation;

import dev.statelab.core.cases.Place;
import dev.statelab.core.expression.Suggestion;
import dev.statelab.core.task.Fields;
import dev.statelab.core.task.Mistake;
import dev.statelab.core.task.Mistakes;
import dev.statelab.core.task.TaskReader;
import dev.statelab.core.task.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The mutants that make no difference, as the task's author declares them in {@code mutation.yaml}: solutions that are as
 * good as the reference solution, and rubrics that are as good as the task's. The file is of the shape that {@link #schema()} publishes.
 *
 * @param declared by the text of the mutant
 */
public record Equivalents(Map<String, Declared> declared) {

    static final Set<String> FILE = Fields.keys("apiVersion", "kind", "metadata", "spec");
    static final Set<String> METADATA = Fields.keys("name");
    static final Set<String> SPEC = Fields.keys("equivalent");
    static final Set<String> DECLARATION = Fields.keys("reason", "mutants");

    /** The file name of the schema, which lies beside the tasks. */
    public static final String SCHEMA = "mutation-v1.schema.json";

    /** @param reason why it is no mistake to be so */
    public record Declared(String reason, Place place) {

        /** What is wrong with a declaration of a mutant that makes one by now. */
        public Mistake outdated(String mutant) {
            return place.mistake("a mutant that makes no difference", "one that does: " + mutant);
        }
    }

    public Equivalents {
        declared = Collections.unmodifiableMap(new LinkedHashMap<>(declared));
    }

    /** What came of reading. */
    public sealed interface Reading {

        record Read(Equivalents equivalents) implements Reading {}

        record Faulty(List<Mistake> mistakes) implements Reading {
            public Faulty {
                mistakes = List.copyOf(mistakes);
            }
        }
    }

    /** The text of the JSON Schema of these files. */
    public static String schema() {
        return YamlFile.schema(Equivalents.class, SCHEMA);
    }

    /**
     * Reads a file; one that is not there declares nothing.
     *
     * @param task the name of the task
     * @param mutants what can be declared
     */
    public static Reading read(Path file, String task, Set<String> mutants) {
        Mistakes mistakes = new Mistakes(file.toString());
        Map<String, Declared> declared = new LinkedHashMap<>();
        if (Files.exists(file)) {
            YamlFile.read(file, "a mutation", mistakes).ifPresent(root -> {
                Fields fields = Fields.of(root, "a mutation", FILE, mistakes);
                fields.constant("apiVersion", TaskReader.API_VERSION);
                fields.constant("kind", "Mutation");
                fields.fields("metadata", METADATA).constant("name", task);
                Fields spec = fields.fields("spec", SPEC);
                spec.list("equivalent", node -> declare(node, file, mutants, declared, mistakes));
            });
        }
        List<Mistake> found = mistakes.inOrder();
        return found.isEmpty() ? new Reading.Read(new Equivalents(declared)) : new Reading.Faulty(found);
    }

    private static boolean declare(
            Node node, Path file, Set<String> mutants, Map<String, Declared> declared, Mistakes mistakes) {
        Fields fields = Fields.of(node, "a declaration", DECLARATION, mistakes);
        String reason = fields.text("reason");
        fields.require("mutants");
        fields.list("mutants", each -> {
            String text = fields.textOf(each);
            if (!text.isEmpty() && !mutants.contains(text)) {
                mistakes.add(each, "a mutant as 'grader mutate' prints it",
                        "'" + text + "'" + Suggestion.among(mutants, text));
            } else if (!text.isEmpty()
                    && declared.put(text, new Declared(reason, Place.of(file.toString(), each))) != null) {
                mistakes.add(each, "each mutant once", "'" + text + "' again");
            }
            return text;
        });
        return true;
    }
}
