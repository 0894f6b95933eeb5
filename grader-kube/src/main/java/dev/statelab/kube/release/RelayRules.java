package dev.statelab.kube.release;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.kube.apply.Hazards;
import dev.statelab.kube.http.Json;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a chart may do while it is installed: read and write in its namespace, and read what kinds the cluster has. Helm shows
 * hooks to nobody before it makes them, and templates may look things up, so this is held where requests pass.
 *
 * @param namespace the chart's
 * @param trusted whether it may do anything
 */
record RelayRules(String namespace, boolean trusted) {

    /** The API's own documents: versions, groups, kinds. */
    private static final Pattern DISCOVERY = Pattern
            .compile("/(version|api|apis|api/v1|apis/[^/]+|apis/[^/]+/[^/]+|openapi/.*)/?");
    private static final Pattern NAMESPACED = Pattern
            .compile("/(api/v1|apis/[^/]+/[^/]+)/namespaces/(?<namespace>[^/]+)(?<rest>/.*)?");

    /**
     * Why a request is not passed on; empty for one that is.
     *
     * @param path decoded
     * @param body what is written
     */
    Optional<String> refusal(String method, String path, Body body) {
        if (trusted) {
            return Optional.empty();
        }
        boolean reads = method.equals("GET") || method.equals("HEAD");
        Matcher place = NAMESPACED.matcher(path);
        boolean inside = place.matches() && place.group("namespace").equals(namespace)
                && (reads || place.group("rest") != null);
        if (!inside && !(reads && DISCOVERY.matcher(path).matches())) {
            return Optional.of("it wants to " + (reads ? "read " : "change ") + path
                    + "; expected nothing outside its namespace " + namespace);
        }
        return switch (body) {
            case Body.Nothing() -> Optional.empty();
            // Helm's own records are written in Kubernetes' binary form, and nothing else is.
            case Body.Other() -> place.group("rest").startsWith("/secrets")
                    ? Optional.empty()
                    : Optional.of("it wants to change " + path + " by something else than JSON");
            case Body.Written(JsonNode object) -> Hazards.of(object, namespace).stream().map(hazard -> object
                    .path("kind").asText("an object") + " " + object.at("/metadata/name").asText() + " " + hazard)
                    .findFirst();
        };
    }

    /** What a request carries. */
    sealed interface Body {

        record Nothing() implements Body {}

        record Written(JsonNode object) implements Body {}

        /** No JSON. */
        record Other() implements Body {}

        static Body of(byte[] bytes) {
            try {
                return bytes.length == 0 ? new Nothing() : new Written(Json.MAPPER.readTree(bytes));
            } catch (IOException notJson) {
                return new Other();
            }
        }

        default Optional<JsonNode> written() {
            return this instanceof Written(JsonNode json) ? Optional.of(json) : Optional.empty();
        }
    }
}
