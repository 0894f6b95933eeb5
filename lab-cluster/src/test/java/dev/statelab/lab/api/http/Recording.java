package dev.statelab.lab.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * A request to a real cluster, and what it answered.
 *
 * @param request {@code method}, {@code path}, {@code contentType}, {@code body}
 */
record Recording(JsonNode request, int status, JsonNode body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Recording named(String name) {
        String resource = "/recordings/responses/" + name + ".json";
        try (InputStream in = Objects.requireNonNull(Recording.class.getResourceAsStream(resource), resource)) {
            JsonNode recorded = JSON.readTree(in);
            return new Recording(recorded.path("request"), recorded.at("/response/status").asInt(),
                    recorded.at("/response/body"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    String method() {
        return request.path("method").asText();
    }

    String path() {
        return request.path("path").asText();
    }

    String contentType() {
        return request.path("contentType").asText("application/json");
    }

    /** What the request carried; empty for nothing. */
    String requestBody() {
        JsonNode sent = request.path("body");
        return sent.isTextual() ? sent.asText() : sent.isObject() ? sent.toString() : "";
    }
}
