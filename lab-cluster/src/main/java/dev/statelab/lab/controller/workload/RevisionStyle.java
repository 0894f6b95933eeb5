package dev.statelab.lab.controller.workload;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/** How a kind of workload calls its revisions. */
public enum RevisionStyle {

    /**
     * The name ends in the hash that Kubernetes computes, as all recorded names show: FNV-1 of the data, as Go writes it
     * with sorted keys, and of the collision count.
     */
    STATEFUL_SET("controller.kubernetes.io/hash") {

        @Override
        String hash(JsonNode data, int collisions) {
            var text = TemplateHash.canonical(data).replace("&", "\\u0026").replace("<", "\\u003c")
                    .replace(">", "\\u003e") + collisions;
            int hash = FNV_OFFSET;
            for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
                hash = hash * FNV_PRIME ^ Byte.toUnsignedInt(each);
            }
            return TemplateHash.safe(Integer.toUnsignedString(hash));
        }
    },

    /** The hash is also the label of the pods. */
    DAEMON_SET("controller-revision-hash") {

        @Override
        String hash(JsonNode data, int collisions) {
            return TemplateHash.of(data.path("spec").path("template"), collisions);
        }
    };

    private static final int FNV_OFFSET = 0x811c9dc5;
    private static final int FNV_PRIME = 0x01000193;

    private final String label;

    RevisionStyle(String label) {
        this.label = label;
    }

    /** The label of a revision that has its hash. */
    String label() {
        return label;
    }

    abstract String hash(JsonNode data, int collisions);
}
