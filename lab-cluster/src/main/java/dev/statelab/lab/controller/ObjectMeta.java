package dev.statelab.lab.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the {@code metadata} of any object. */
public record ObjectMeta(ObjectNode object) {

    private JsonNode metadata() {
        return object.path("metadata");
    }

    public String name() {
        return metadata().path("name").asText();
    }

    /** Empty for an object of the whole cluster. */
    public String namespace() {
        return metadata().path("namespace").asText();
    }

    public String uid() {
        return metadata().path("uid").asText();
    }

    public long generation() {
        return metadata().path("generation").asLong();
    }

    public Map<String, String> labels() {
        return strings(metadata().path("labels"));
    }

    public Map<String, String> annotations() {
        return strings(metadata().path("annotations"));
    }

    public List<String> finalizers() {
        return metadata().path("finalizers").valueStream().map(JsonNode::asText).toList();
    }

    public List<OwnerReference> owners() {
        return metadata().path("ownerReferences").valueStream().map(OwnerReference::of).toList();
    }

    /** The one owner that manages the object. */
    public Optional<OwnerReference> controller() {
        return owners().stream().filter(OwnerReference::controller).findFirst();
    }

    public boolean isControlledBy(String ownerUid) {
        return controller().filter(owner -> owner.uid().equals(ownerUid)).isPresent();
    }

    /** Whether the object has been deleted, but still waits for its grace period or its finalizers. */
    public boolean isTerminating() {
        return metadata().hasNonNull("deletionTimestamp");
    }

    private static Map<String, String> strings(JsonNode node) {
        return node.propertyStream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue().asText()));
    }
}
