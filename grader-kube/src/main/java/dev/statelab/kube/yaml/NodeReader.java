package dev.statelab.kube.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.statelab.core.Limits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.AnchorNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Turns one YAML document into JSON. Aliases are copied out, so what they may grow to is bounded. */
final class NodeReader {

    private final Map<String, Position> positions = new HashMap<>();
    private int nodes;

    YamlDocument read(Node root) throws NotKubernetesYaml {
        JsonNode json = value(root, "", 0);
        return new YamlDocument(json, position(root), positions);
    }

    private JsonNode value(Node node, String pointer, int depth) throws NotKubernetesYaml {
        if (++nodes > Limits.YAML_NODES || depth > Limits.YAML_DEPTH) {
            throw new NotKubernetesYaml(node.getStartMark(),
                    "the document is too large once its aliases are copied out");
        }
        positions.putIfAbsent(pointer, position(node));
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar);
            case SequenceNode sequence -> array(sequence, pointer, depth);
            case MappingNode mapping -> object(mapping, pointer, depth);
            case AnchorNode anchor -> value(anchor.getRealNode(), pointer, depth);
            default -> throw new IllegalStateException("unknown YAML node " + node.getNodeId());
        };
    }

    private static JsonNode scalar(ScalarNode scalar) {
        Tag tag = scalar.getTag();
        boolean typed = tag.equals(YamlReader.PLAIN) || tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)
                || tag.equals(Tag.BOOL) || tag.equals(Tag.NULL);
        return typed ? PlainScalar.of(scalar.getValue()) : TextNode.valueOf(scalar.getValue());
    }

    private ArrayNode array(SequenceNode sequence, String pointer, int depth) throws NotKubernetesYaml {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Node item : sequence.getValue()) {
            array.add(value(item, pointer + "/" + array.size(), depth + 1));
        }
        return array;
    }

    private ObjectNode object(MappingNode mapping, String pointer, int depth) throws NotKubernetesYaml {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (NodeTuple entry : mapping.getValue()) {
            if (!isMerge(entry)) {
                String key = key(entry.getKeyNode());
                if (object.has(key)) {
                    throw new NotKubernetesYaml(entry.getKeyNode().getStartMark(),
                            "the field \"" + key + "\" is there twice");
                }
                String field = pointer + "/" + YamlDocument.escape(key);
                positions.putIfAbsent(field,
                        position(entry.getValueNode() instanceof ScalarNode scalar ? scalar : entry.getKeyNode()));
                object.set(key, value(entry.getValueNode(), field, depth + 1));
            }
        }
        for (NodeTuple entry : mapping.getValue()) {
            if (isMerge(entry)) {
                merge(entry.getValueNode(), object, pointer, depth);
            }
        }
        return object;
    }

    /** {@code <<: *anchor} gives the fields that the mapping itself does not have. */
    private void merge(Node source, ObjectNode into, String pointer, int depth) throws NotKubernetesYaml {
        List<Node> sources = source instanceof SequenceNode sequence ? sequence.getValue() : List.of(source);
        for (Node one : sources) {
            if (!(one instanceof MappingNode)) {
                throw new NotKubernetesYaml(one.getStartMark(), "\"<<\" needs a mapping");
            }
            for (Map.Entry<String, JsonNode> field : value(one, pointer, depth + 1).properties()) {
                if (!into.has(field.getKey())) {
                    into.set(field.getKey(), field.getValue());
                }
            }
        }
    }

    private static boolean isMerge(NodeTuple entry) {
        return entry.getKeyNode() instanceof ScalarNode key && key.isPlain() && key.getValue().equals("<<");
    }

    private static String key(Node node) throws NotKubernetesYaml {
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar).asText();
        }
        throw new NotKubernetesYaml(node.getStartMark(), "a field's name must be a word");
    }

    private static Position position(Node node) {
        return new Position(node.getStartMark().getLine() + 1, node.getStartMark().getColumn() + 1);
    }
}
