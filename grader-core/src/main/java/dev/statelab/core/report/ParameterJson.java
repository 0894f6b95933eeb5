package dev.statelab.core.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.result.ParameterResult;
import dev.statelab.core.result.ParameterResult.Absent;
import dev.statelab.core.result.ParameterResult.Ambiguous;
import dev.statelab.core.result.ParameterResult.Found;
import dev.statelab.core.result.ParameterResult.Misnamed;
import dev.statelab.core.result.ParameterResult.Named;
import dev.statelab.core.result.ParameterResult.Unclear;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a parameter stood for, as JSON: {@code id}, {@code title}, {@code choice}, and what that has to say. */
public final class ParameterJson {

    private ParameterJson() {}

    static ObjectNode of(ParameterResult result) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", result.id()).put("title", result.title());
        if (result.optional()) {
            json.put("optional", true);
        }
        switch (result.choice()) {
            case Found(String value, String because) ->
                json.put("choice", "found").put("value", value).put("because", because);
            case Named(String value) -> json.put("choice", "named").put("value", value);
            case Ambiguous(List<String> candidates) -> put(json.put("choice", "ambiguous"), candidates);
            case Misnamed(String value, List<String> candidates) ->
                put(json.put("choice", "misnamed").put("value", value), candidates);
            case Absent(String what) -> json.put("choice", "absent").put("message", what);
            case Unclear(Cause cause) -> json.put("choice", "unclear").put("message", cause.message());
        }
        return json;
    }

    private static void put(ObjectNode json, List<String> candidates) {
        candidates.forEach(candidate -> json.withArray("candidates").add(candidate));
    }

    /** What the student named, by the ids of parameters, of an evaluation in JSON. */
    public static Map<String, String> named(JsonNode evaluation) {
        Map<String, String> named = new HashMap<>();
        evaluation.path("parameters").forEach(parameter -> {
            if (parameter.path("choice").asText().equals("named")) {
                named.put(parameter.path("id").asText(), parameter.path("value").asText());
            }
        });
        return named;
    }
}
