package dev.statelab.kube.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code Status} object with which the API server refuses something (Kubernetes: "API conventions", "Response Status
 * Kind").
 *
 * @param code the HTTP status
 * @param reason such as {@code NotFound}; empty where the answer was no Status
 * @param message the API server's own words; empty where the answer was no Status
 * @param fields the fields that are wrong, as in {@code spec.replicas}
 */
public record ApiStatus(int code, String reason, String message, List<String> fields) {

    public ApiStatus {
        fields = List.copyOf(fields);
    }

    public boolean isPresent() {
        return !message.isEmpty() || !reason.isEmpty();
    }

    /** From a body, whatever it is; blank where it is no Status. */
    public static ApiStatus parse(int code, String body) {
        JsonNode json = json(body);
        boolean status = json.path("kind").asText().equals("Status") && json.path("apiVersion").asText().equals("v1")
                && json.path("status").asText().equals("Failure");
        return status ? of(code, json) : new ApiStatus(code, "", "", List.of());
    }

    /** From the object of a watch's {@code ERROR} event. */
    public static ApiStatus of(JsonNode status) {
        return of(status.path("code").asInt(), status);
    }

    private static ApiStatus of(int code, JsonNode status) {
        List<String> fields = new ArrayList<>();
        for (JsonNode cause : status.path("details").path("causes")) {
            if (!cause.path("field").asText("").isEmpty()) {
                fields.add(cause.path("field").asText());
            }
        }
        return new ApiStatus(code, status.path("reason").asText(""), status.path("message").asText(""), fields);
    }

    private static JsonNode json(String body) {
        if (!body.stripLeading().startsWith("{")) {
            return Json.MAPPER.missingNode();
        }
        try {
            return Json.MAPPER.readTree(body);
        } catch (JsonProcessingException notJson) {
            return Json.MAPPER.missingNode();
        }
    }
}
