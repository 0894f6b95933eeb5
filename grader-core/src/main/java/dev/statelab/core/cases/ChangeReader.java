package dev.statelab.core.cases;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cases.CaseSolution.Changed;
import dev.statelab.core.cases.CaseSolution.ChartChange;
import dev.statelab.core.cases.CaseSolution.Operation;
import dev.statelab.core.cases.CaseSolution.Patch;
import dev.statelab.core.cases.CaseSolution.Replacement;
import dev.statelab.core.cases.CaseSolution.Target;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.task.Fields;
import dev.statelab.core.task.Mistakes;
import dev.statelab.core.task.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what is different from the reference solution. */
final class ChangeReader {

    static final Set<String> PATCH = Fields.keys("target", "patch");
    static final Set<String> CHART = Fields.keys("set", "replace");
    static final Set<String> REPLACEMENT = Fields.keys("file", "text", "with");
    static final Set<String> TARGET = Fields.keys("kind", "name");
    static final Set<String> OPERATION = Fields.keys("op", "path", "value", "from");

    private static final Set<String> WITH_VALUE = Set.of("add", "replace", "test");
    private static final Set<String> WITH_FROM = Set.of("move", "copy");
    private static final Set<String> WITH_PATH_ALONE = Set.of("remove");

    private final Task task;
    private final Path path;
    private final String file;
    private final Mistakes mistakes;

    ChangeReader(Task task, Path path, Mistakes mistakes) {
        this.task = task;
        this.path = path;
        this.file = path.toString();
        this.mistakes = mistakes;
    }

    Changed read(Fields spec) {
        List<Target> without = targets(spec, "without");
        List<Patch> patches = spec.list("patches", this::patch);
        List<Optional<KubernetesObject>> objects = spec.list("objects", this::object);
        ChartChange chart = spec.find("chart").map(this::chart).orElse(ChartChange.NONE);
        List<Path> beside = spec.list("beside", node -> beside(spec.textOf(node), node));
        if (!spec.keys().isEmpty() && chart.isNone()
                && Stream.of(without, patches, objects, beside).allMatch(List::isEmpty)) {
            mistakes.add(spec.node(),
                    "'manifests', 'chart', 'without', 'patches', 'objects' or 'beside': what the solution is",
                    "none of them");
        }
        return new Changed(spec.text("reference", ""), chart, without, patches,
                objects.stream().flatMap(Optional::stream).toList(), beside);
    }

    private Path beside(String text, Node node) {
        Path found = path.resolveSibling(text);
        if (!Files.exists(found)) {
            mistakes.add(node, "a file or a folder, relative to this one", "nothing at " + found);
        }
        return found;
    }

    private ChartChange chart(Node node) {
        Fields fields = Fields.of(node, "chart", CHART, mistakes);
        Map<String, String> set = new LinkedHashMap<>();
        fields.find("set").ifPresent(values -> {
            Fields paths = Fields.ofAnyKeys(values, "set", mistakes);
            for (String path : paths.keys()) {
                Optional<String> value = Fields.scalar(paths.place(path));
                if (value.isEmpty()) {
                    mistakes.add(paths.place(path), "a text or a number", Fields.describe(paths.place(path)));
                }
                set.put(path, value.orElse(""));
            }
        });
        return new ChartChange(set, fields.list("replace", this::replacement));
    }

    private Replacement replacement(Node node) {
        Fields fields = Fields.of(node, "a replacement", REPLACEMENT, mistakes);
        return new Replacement(fields.text("file"), fields.text("text"), fields.find("with").flatMap(Fields::scalar)
                .orElse(""), Place.of(file, node));
    }

    List<Target> targets(Fields spec, String key) {
        return spec.list(key, this::target);
    }

    private Patch patch(Node node) {
        Fields fields = Fields.of(node, "a patch", PATCH, mistakes);
        Optional<Node> target = fields.require("target");
        fields.require("patch");
        return new Patch(target.map(this::target).orElseGet(() -> new Target("", "", Place.of(file, node))),
                fields.list("patch", this::operation));
    }

    private Target target(Node node) {
        Fields fields = Fields.of(node, "a target", TARGET, mistakes);
        return new Target(fields.text("kind"), fields.text("name", ""), Place.of(file, node));
    }

    private Operation operation(Node node) {
        Fields fields = Fields.of(node, "an operation", OPERATION, mistakes);
        String op = fields.text("op");
        if (WITH_VALUE.contains(op)) {
            fields.require("value");
        } else if (WITH_FROM.contains(op)) {
            fields.text("from");
        } else if (!op.isEmpty() && !WITH_PATH_ALONE.contains(op)) {
            mistakes.add(fields.place("op"), "add, remove, replace, move, copy or test", "'" + op + "'");
        }
        String path = fields.text("path");
        if (!path.isEmpty() && !path.startsWith("/")) {
            mistakes.add(fields.place("path"), "a JSON Pointer, such as /spec/replicas", "'" + path + "'");
        }
        return new Operation(YamlJson.of(node, mistakes), Place.of(file, node));
    }

    private Optional<KubernetesObject> object(Node node) {
        Fields fields = Fields.ofAnyKeys(node, "a Kubernetes object", mistakes);
        fields.text("apiVersion");
        String kind = fields.text("kind");
        Optional<Node> metadata = fields.require("metadata");
        if (metadata.isPresent()) {
            Fields of = Fields.ofAnyKeys(metadata.get(), "metadata", mistakes);
            of.text("name");
            String namespace = of.text("namespace", task.namespace());
            if (kind.equals("Namespace") || !namespace.equals(task.namespace())) {
                mistakes.add(of.place("namespace"), "an object in the namespace of the task, " + task.namespace(),
                        kind.equals("Namespace") ? "a Namespace" : "'" + namespace + "'");
            }
        }
        return YamlJson.of(node, mistakes) instanceof ObjectNode object
                ? Optional.of(new KubernetesObject(object))
                : Optional.empty();
    }
}
