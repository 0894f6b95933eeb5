package dev.statelab.core.mutation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values next to a value: numbers and quantities one more and one less, the other truth value, the other words where
 * Kubernetes has a list of words for a field, a text with a letter more, a script without one of its lines.
 */
final class Neighbours {

    /** The words of the API reference, for fields that take one of a few. */
    private static final Map<String, List<String>> WORDS = Map.of(
            "imagePullPolicy", List.of("Always", "IfNotPresent", "Never"),
            "accessModes", List.of("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"),
            "podManagementPolicy", List.of("OrderedReady", "Parallel"),
            "restartPolicy", List.of("Always", "OnFailure", "Never"),
            "protocol", List.of("TCP", "UDP", "SCTP"),
            "scheme", List.of("HTTP", "HTTPS"),
            "type", List.of("ClusterIP", "NodePort", "LoadBalancer", "ExternalName", "RollingUpdate", "OnDelete"),
            "fieldPath", List.of("metadata.name", "metadata.namespace", "spec.nodeName"),
            "volumeMode", List.of("Filesystem", "Block"));

    private static final Pattern QUANTITY = Pattern
            .compile("(\\d+(?:\\.\\d+)?)(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?");

    private static final int SHOWN = 40;

    private Neighbours() {}

    /**
     * The values next to a value, by what is different.
     *
     * @param field what the field is called; for the entry of a list, the list
     */
    static Map<String, JsonNode> of(String field, JsonNode value) {
        Map<String, JsonNode> neighbours = new LinkedHashMap<>();
        if (value.isIntegralNumber()) {
            for (long next : List.of(value.asLong() - 1, value.asLong() + 1)) {
                put(neighbours, value, JsonNodeFactory.instance.numberNode(next));
            }
        } else if (value.isBoolean()) {
            put(neighbours, value, JsonNodeFactory.instance.booleanNode(!value.asBoolean()));
        } else if (value.isTextual()) {
            texts(field, value.asText(), neighbours);
        }
        return neighbours;
    }

    static JsonNode text(String text) {
        return JsonNodeFactory.instance.textNode(text);
    }

    private static void texts(String field, String text, Map<String, JsonNode> neighbours) {
        List<String> words = WORDS.getOrDefault(field, List.of());
        Matcher quantity = QUANTITY.matcher(text);
        if (words.contains(text)) {
            words.stream().filter(word -> !word.equals(text)).forEach(word -> put(neighbours, text(text), text(word)));
        } else if (quantity.matches()) {
            BigDecimal number = new BigDecimal(quantity.group(1));
            String unit = quantity.group(2) == null ? "" : quantity.group(2);
            put(neighbours, text(text), text(number.subtract(BigDecimal.ONE).toPlainString() + unit));
            put(neighbours, text(text), text(number.add(BigDecimal.ONE).toPlainString() + unit));
        } else if (text.strip().contains("\n")) {
            lines(text, neighbours);
        } else {
            put(neighbours, text(text), text(text + "x"));
        }
    }

    private static void lines(String script, Map<String, JsonNode> neighbours) {
        List<String> lines = script.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            List<String> others = new ArrayList<>(lines);
            others.remove(i);
            neighbours.put("without line " + (i + 1) + ", " + cut(lines.get(i).strip()),
                    text(String.join("\n", others) + "\n"));
        }
    }

    private static void put(Map<String, JsonNode> neighbours, JsonNode from, JsonNode to) {
        neighbours.put(cut(from.asText()) + " -> " + cut(to.asText()), to);
    }

    private static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
