package dev.statelab.core.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.statelab.core.task.action.Action;
import dev.statelab.core.task.action.Patch;
import dev.statelab.core.task.action.Patch.Field;
import dev.statelab.core.task.action.Patch.NewValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads {@code patch}. */
final class PatchReader implements ActionReader {

    static final Set<String> KEYS = Keys.keys("workload", "spec", "within");

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration WITHIN = Duration.ofMinutes(2);

    private final Workloads workloads;
    private final ExpectationReader expectations;
    private final Mistakes mistakes;

    PatchReader(Workloads workloads, ExpectationReader expectations, Mistakes mistakes) {
        this.workloads = workloads;
        this.expectations = expectations;
        this.mistakes = mistakes;
    }

    @Override
    public Action read(Fields step, String key, Set<String> names) {
        Fields patch = step.fields(key, KEYS);
        List<Field> fields = new ArrayList<>();
        patch.require("spec").ifPresent(node -> read(node, List.of("spec"), names, fields));
        return new Patch(workloads.read(patch), fields, patch.duration("within", SHORTEST, WITHIN));
    }

    private void read(Node node, List<String> path, Set<String> names, List<Field> into) {
        Fields fields = Fields.ofAnyKeys(node, path.getLast(), mistakes);
        if (fields.keys().isEmpty() && node instanceof MappingNode) {
            mistakes.add(node, "at least one field in " + path.getLast(), "none");
        }
        for (String key : fields.keys()) {
            List<String> below = new ArrayList<>(path);
            below.add(key);
            switch (fields.place(key)) {
                case MappingNode mapping -> read(mapping, below, names, into);
                case ScalarNode scalar -> into.add(new Field(below, value(fields, key, scalar, names)));
                case Node other -> mistakes.add(other, "a mapping, a text, a number, true, false or null",
                        Fields.describe(other));
            }
        }
    }

    private NewValue value(Fields fields, String key, ScalarNode scalar, Set<String> names) {
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.STR)) {
            return new NewValue.Filled(expectations.template(fields, key, names));
        }
        JsonNodeFactory json = JsonNodeFactory.instance;
        JsonNode fixed = tag.equals(Tag.BOOL)
                ? json.booleanNode(Boolean.parseBoolean(scalar.getValue()))
                : tag.equals(Tag.NULL)
                        ? json.missingNode()
                        : json.numberNode(fields.number(key, 0, Integer.MAX_VALUE));
        return new NewValue.Fixed(fixed);
    }
}
