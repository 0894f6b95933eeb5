package dev.statelab.core.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.ClusterIdentity;

/**
 * What identifies a cluster, as JSON: {@code uid}, {@code authoritySha256}, {@code certificateSha256} and {@code version},
 * each of them only where it could be read.
 */
public final class ClusterJson {

    private ClusterJson() {}

    /** As it stands in an evaluation under {@code cluster}. */
    public static ObjectNode of(ClusterIdentity identity) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        put(json, "uid", identity.uid());
        put(json, "authoritySha256", identity.authority());
        put(json, "certificateSha256", identity.certificate());
        put(json, "version", identity.version());
        return json;
    }

    private static void put(ObjectNode json, String field, String value) {
        if (!value.isEmpty()) {
            json.put(field, value);
        }
    }

    /** @param evaluation or whatever else names one, in JSON; what was written before clusters were identified names none */
    public static ClusterIdentity read(JsonNode evaluation) {
        JsonNode json = evaluation.path("cluster");
        return new ClusterIdentity(json.path("uid").asText(), json.path("authoritySha256").asText(),
                json.path("certificateSha256").asText(), json.path("version").asText());
    }
}
