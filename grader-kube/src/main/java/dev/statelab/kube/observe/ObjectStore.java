package dev.statelab.kube.observe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Listing;
import dev.statelab.core.cluster.ResourceKind;
import java.util.Comparator;
import java.util.TreeMap;

/** The objects of one kind, within the limits. One thread uses it. */
final class ObjectStore {

    private record Key(String namespace, String name) {
        private static final Comparator<Key> ORDER = Comparator.comparing(Key::name).thenComparing(Key::namespace);
    }

    private record Kept(KubernetesObject object, long weight) {}

    private final ResourceKind kind;
    private final ObservationLimits limits;
    private final TreeMap<Key, Kept> objects = new TreeMap<>(Key.ORDER);
    private long weight;

    ObjectStore(ResourceKind kind, ObservationLimits limits) {
        this.kind = kind;
        this.limits = limits;
    }

    /**
     * Takes the tree over; {@code managedFields} are dropped, {@code apiVersion} and {@code kind} added if missing.
     *
     * @param size bytes of its JSON
     */
    void put(ObjectNode json, long size) throws TooMuch {
        if (size > limits.objectBytes()) {
            throw TooMuch.inOneObject(limits);
        }
        if (json.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove("managedFields");
        }
        if (!json.has("kind") || !json.has("apiVersion")) {
            json.put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
        }
        KubernetesObject object = new KubernetesObject(json);
        Kept kept = new Kept(object, Weight.of(json));
        Kept before = objects.put(key(object), kept);
        weight += kept.weight() - (before == null ? 0 : before.weight());
        if (objects.size() > limits.objects()) {
            throw new TooMuch("more than " + limits.objects() + " objects of the kind " + kind.kind());
        }
        if (weight > limits.memory()) {
            throw new TooMuch("more than " + limits.memory() / 1024 + " KiB of the kind " + kind.kind());
        }
    }

    void remove(ObjectNode json) {
        Kept before = objects.remove(key(new KubernetesObject(json)));
        weight -= before == null ? 0 : before.weight();
    }

    Listing.Listed listed() {
        return new Listing.Listed(objects.values().stream().map(Kept::object).toList());
    }

    private static Key key(KubernetesObject object) {
        return new Key(object.namespace(), object.name());
    }
}
