package dev.statelab.core.task;

import dev.statelab.core.expression.Suggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A YAML mapping. Whatever is wrong with it is noted in {@link Mistakes}, and reading goes on with a stand-in: a file with
 * mistakes is never used.
 */
public final class Fields {
    private final Node node;
    private final Mistakes mistakes;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();

    private final boolean missing;

    private Fields(Node node, Mistakes mistakes, boolean missing) {
        this.node = node;
        this.mistakes = mistakes;
        this.missing = missing;
    }

    /** A mapping with keys that the author chooses. */
    public static Fields ofAnyKeys(Node node, String what, Mistakes mistakes) {
        Fields fields = new Fields(node, mistakes, !(node instanceof MappingNode));
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(fields::put);
        } else {
            mistakes.add(node, what + " (a mapping)", describe(node));
        }
        return fields;
    }

    /** A mapping with keys that the language knows. */
    public static Fields of(Node node, String what, Set<String> known, Mistakes mistakes) {
        Fields fields = ofAnyKeys(node, what, mistakes);
        fields.keys.forEach((key, at) -> {
            if (!known.contains(key)) {
                mistakes.add(at, "one of " + String.join(", ", known) + " in " + what,
                        "'" + key + "'" + Suggestion.among(known, key));
            }
        });
        return fields;
    }

    /** Keys that a language knows, in the order in which people write them. */
    public static Set<String> keys(String... keys) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(Arrays.asList(keys)));
    }

    private void put(NodeTuple entry) {
        if (!(entry.getKeyNode() instanceof ScalarNode key)) {
            mistakes.add(entry.getKeyNode(), "a name as key", describe(entry.getKeyNode()));
        } else if (values.containsKey(key.getValue())) {
            mistakes.add(key, "each key once", "'" + key.getValue() + "' again");
        } else {
            keys.put(key.getValue(), key);
            values.put(key.getValue(), entry.getValueNode());
        }
    }

    public Node node() {
        return node;
    }

    /** Where a mistake about a field belongs: its value, or the whole mapping when there is none. */
    public Node place(String key) {
        return values.getOrDefault(key, node);
    }

    /** Where a mistake about a key belongs. */
    public Node keyPlace(String key) {
        return keys.getOrDefault(key, node);
    }

    public Set<String> keys() {
        return values.keySet();
    }

    public Optional<Node> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    public Optional<Node> require(String key) {
        Optional<Node> value = find(key);
        if (value.isEmpty() && !missing) {
            mistakes.add(node, "a field '" + key + "'", "none");
        }
        return value;
    }

    /** A mapping inside; without one, all of its fields count as reported missing. */
    public Fields fields(String key, Set<String> known) {
        return require(key).map(value -> of(value, key, known, mistakes))
                .orElseGet(() -> new Fields(node, mistakes, true));
    }

    public String text(String key) {
        return require(key).map(this::textOf).orElse("");
    }

    public String text(String key, String otherwise) {
        return find(key).map(this::textOf).orElse(otherwise);
    }

    /** A text that looks as it should. */
    public String text(String key, Pattern form, String what) {
        String text = text(key);
        if (!text.isEmpty() && !form.matcher(text).matches()) {
            mistakes.add(place(key), what, "'" + text + "'");
        }
        return text;
    }

    /** A field that says the same in every file. */
    public void constant(String key, String wanted) {
        String found = text(key);
        if (!found.isEmpty() && !found.equals(wanted)) {
            mistakes.add(place(key), "'" + wanted + "'", "'" + found + "'");
        }
    }

    public String textOf(Node value) {
        if (value instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR) && !scalar.getValue().isBlank()) {
            return scalar.getValue();
        }
        mistakes.add(value, "a text", describe(value));
        return "";
    }

    public int number(String key, int least, int most) {
        return require(key).map(value -> numberOf(value, least, most)).orElse(least);
    }

    public int number(String key, int least, int most, int otherwise) {
        return find(key).map(value -> numberOf(value, least, most)).orElse(otherwise);
    }

    private int numberOf(Node value, int least, int most) {
        if (value instanceof ScalarNode scalar && scalar.getTag().equals(Tag.INT)
                && scalar.getValue().matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(scalar.getValue());
            if (number >= least && number <= most) {
                return number;
            }
        }
        mistakes.add(value, "a whole number from " + least + " to " + most, describe(value));
        return least;
    }

    public boolean flag(String key) {
        Optional<Node> value = find(key);
        if (value.isEmpty()) {
            return false;
        }
        if (value.get() instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
            return Boolean.parseBoolean(scalar.getValue());
        }
        mistakes.add(value.get(), "true or false", describe(value.get()));
        return false;
    }

    public Duration duration(String key, Duration least, Duration otherwise) {
        Optional<Node> value = find(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        Optional<Duration> duration = value.get() instanceof ScalarNode scalar
                ? Durations.parse(scalar.getValue())
                : Optional.empty();
        if (duration.isEmpty() || duration.get().compareTo(least) < 0
                || duration.get().compareTo(Durations.LONGEST) > 0) {
            mistakes.add(value.get(), "a duration such as 500ms, 30s or 2m, from " + Durations.show(least) + " to "
                    + Durations.show(Durations.LONGEST), describe(value.get()));
            return otherwise;
        }
        return duration.get();
    }

    /** The elements of a list; none when the field is absent. */
    public <T> List<T> list(String key, Function<Node, T> element) {
        Optional<Node> value = find(key);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!(value.get() instanceof SequenceNode sequence)) {
            mistakes.add(value.get(), "a list", describe(value.get()));
            return List.of();
        }
        List<T> elements = new ArrayList<>();
        sequence.getValue().forEach(each -> elements.add(element.apply(each)));
        return elements;
    }

    public List<String> texts(String key) {
        return list(key, this::textOf);
    }

    /** The text of a scalar of whatever type. */
    public static Optional<String> scalar(Node node) {
        return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    public static String describe(Node node) {
        return switch (node) {
            case MappingNode _ -> "a mapping";
            case SequenceNode _ -> "a list";
            case ScalarNode scalar when scalar.getValue().isBlank() -> "nothing";
            case ScalarNode scalar when scalar.getTag().equals(Tag.STR) -> "the text '" + scalar.getValue() + "'";
            case ScalarNode scalar -> scalar.getValue();
            default -> node.getNodeType().toString();
        };
    }
}
