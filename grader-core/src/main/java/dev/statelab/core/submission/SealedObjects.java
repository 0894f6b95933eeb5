package dev.statelab.core.submission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Listing;
import dev.statelab.core.cluster.ResourceKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/** The objects of a submission: as they were in the cluster, but for what is secret and what is only bookkeeping. */
final class SealedObjects {

    private static final String REDACTED = "redacted";
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private SealedObjects() {}

    /** Sorted by kind and name; events are left out. */
    static ArrayNode of(ClusterState state) {
        ArrayNode objects = JsonNodeFactory.instance.arrayNode();
        state.listings().entrySet().stream()
                .filter(entry -> !entry.getKey().equals(ResourceKind.EVENT))
                .sorted(Entry.comparingByKey(Comparator.comparing(ResourceKind::kind)))
                .map(Entry::getValue)
                .forEach(listing -> {
                    if (listing instanceof Listing.Listed(List<KubernetesObject> listed)) {
                        listed.forEach(object -> objects.add(cleaned(object)));
                    }
                });
        return objects;
    }

    /** The state that the objects were; kinds without objects are empty lists. */
    static ClusterState state(JsonNode objects, String namespace, Instant seenAt) {
        Map<ResourceKind, List<KubernetesObject>> byKind = new LinkedHashMap<>();
        for (JsonNode node : objects) {
            if (node instanceof ObjectNode json) {
                KubernetesObject object = new KubernetesObject(json);
                byKind.computeIfAbsent(object.kind(), _ -> new ArrayList<>()).add(object);
            }
        }
        Map<ResourceKind, Listing> listings = new LinkedHashMap<>();
        byKind.forEach((kind, listed) -> listings.put(kind, new Listing.Listed(listed)));
        return new ClusterState(namespace, 1, seenAt, listings);
    }

    private static ObjectNode cleaned(KubernetesObject object) {
        ObjectNode json = object.json().deepCopy();
        if (json.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove("managedFields");
            if (metadata.get("annotations") instanceof ObjectNode annotations) {
                annotations.remove(LAST_APPLIED);
            }
        }
        if (object.kind().equals(new ResourceKind("v1", "Secret"))) {
            redact(json.get("data"));
            redact(json.get("stringData"));
        }
        return json;
    }

    private static void redact(JsonNode values) {
        if (values instanceof ObjectNode data) {
            new ArrayList<>(data.properties()).forEach(entry -> data.put(entry.getKey(), REDACTED));
        }
    }
}
