package dev.statelab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a real Kubernetes answered. */
public final class Recordings {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Recordings() {}

    /** One answer. */
    public record Answer(int status, String contentType, String body) {}

    public static Answer response(String name) {
        JsonNode response = read("responses/" + name).path("response");
        JsonNode body = response.path("body");
        return new Answer(response.path("status").asInt(), response.path("contentType").asText(),
                body.isTextual() ? body.asText() : body.toString());
    }

    /** The objects of one kind in a recorded state. */
    public static List<ObjectNode> objects(String state, String kind) {
        List<ObjectNode> objects = new ArrayList<>();
        for (JsonNode item : read("states/" + state).path("items")) {
            if (item.path("kind").asText().equals(kind)) {
                objects.add((ObjectNode) item);
            }
        }
        return objects;
    }

    private static JsonNode read(String name) {
        try (InputStream in = Objects
                .requireNonNull(Recordings.class.getResourceAsStream("/recordings/" + name + ".json"))) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
