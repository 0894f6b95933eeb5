package dev.statelab.lab.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Metadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code metadata} of an object, as {@link Metadata} reads it, and its owners. */
public record ObjectMeta(ObjectNode object) {

    private JsonNode metadata() {
        return object.path("metadata");
    }

    public String name() {
        return Metadata.name(object);
    }

    /** Empty for an object of the whole cluster. */
    public String namespace() {
        return Metadata.namespace(object);
    }

    public String uid() {
        return Metadata.uid(object);
    }

    public long generation() {
        return Metadata.generation(object);
    }

    public Map<String, String> labels() {
        return Metadata.labels(object);
    }

    public Map<String, String> annotations() {
        return Metadata.map(metadata().path("annotations"));
    }

    public List<String> finalizers() {
        return Metadata.finalizers(object);
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
        return Metadata.isTerminating(object);
    }
}
