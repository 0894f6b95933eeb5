package dev.statelab.lab.api.http.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.lab.api.select.LabelSelector;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a cell says of a list, of labels, of nothing. */
final class Cells {

    static final String NONE = "<none>";
    static final String UNSET = "<unset>";

    private Cells() {}

    static String orNone(String text) {
        return text.isEmpty() ? NONE : text;
    }

    static String joined(JsonNode list, Function<JsonNode, String> element) {
        return orNone(list.valueStream().map(element).collect(Collectors.joining(",")));
    }

    static String labels(JsonNode labels) {
        return orNone(LabelSelector.ofLabels(labels).toString());
    }

    static String flag(JsonNode value) {
        if (!value.isBoolean()) {
            return UNSET;
        }
        return value.asBoolean() ? "True" : "False";
    }

    /** The types of the conditions that hold. */
    static Set<String> conditions(JsonNode object) {
        return object.path("status")
                .path("conditions")
                .valueStream()
                .filter(condition -> condition.path("status").asText().equals("True"))
                .map(condition -> condition.path("type").asText())
                .collect(Collectors.toUnmodifiableSet());
    }
}
