package dev.statelab.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a value of a chart may be changed to, so that a chart which checks its values still takes it. The best is first. */
final class OtherValues {

    /** Words that Kubernetes knows only a few of. */
    private static final Map<String, String> NEIGHBOURS = Map.ofEntries(
            Map.entry("Parallel", "OrderedReady"), Map.entry("OrderedReady", "Parallel"),
            Map.entry("RollingUpdate", "OnDelete"), Map.entry("OnDelete", "RollingUpdate"),
            Map.entry("ClusterIP", "NodePort"), Map.entry("NodePort", "ClusterIP"),
            Map.entry("LoadBalancer", "ClusterIP"), Map.entry("None", "10.0.0.1"),
            Map.entry("Always", "IfNotPresent"), Map.entry("IfNotPresent", "Always"), Map.entry("Never", "Always"),
            Map.entry("ReadWriteOnce", "ReadWriteMany"), Map.entry("Retain", "Delete"), Map.entry("Delete", "Retain"),
            Map.entry("true", "false"), Map.entry("false", "true"));
    private static final Pattern NUMBERED = Pattern.compile("(?<number>\\d{1,9})(?<rest>\\D.*)?");

    private OtherValues() {}

    static List<JsonNode> of(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> List.of(BooleanNode.valueOf(!value.asBoolean()));
            case NUMBER -> Stream.of(value.asLong() + 1, value.asLong() - 1).filter(number -> number >= 0)
                    .<JsonNode>map(LongNode::valueOf).toList();
            case STRING -> ofText(value.asText());
            case ARRAY -> List.of(JsonNodeFactory.instance.arrayNode().add("x"));
            case OBJECT -> List.of(JsonNodeFactory.instance.objectNode().put("x", "y"));
            case NULL, MISSING, BINARY, POJO -> ofNothing();
        };
    }

    /** For a value that a template reads, and the chart does not have. */
    static List<JsonNode> ofNothing() {
        return List.of(IntNode.valueOf(7), TextNode.valueOf("x"));
    }

    private static List<JsonNode> ofText(String text) {
        Matcher numbered = NUMBERED.matcher(text);
        String other = NEIGHBOURS.containsKey(text)
                ? NEIGHBOURS.getOrDefault(text, "")
                : numbered.matches()
                        ? Integer.parseInt(numbered.group("number")) + 1
                                + (numbered.group("rest") == null ? "" : numbered.group("rest"))
                        : text + "x";
        return List.of(TextNode.valueOf(other), TextNode.valueOf(text + "x"));
    }
}
