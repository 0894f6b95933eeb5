package dev.statelab.core.judging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Listing;
import dev.statelab.core.cluster.ResourceKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Recorded states, and changes to them. */
public final class States {

    /** When a state was seen that is at rest, by the fake clock, which starts long after it. */
    public static final Instant LONG_AGO = Instant.parse("2026-11-20T19:00:00Z");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<ObjectNode> objects;

    private States(List<ObjectNode> objects) {
        this.objects = objects;
    }

    /** A state as it was recorded. */
    public static States recorded(String name) {
        return parse(resource(name));
    }

    /** The recorded healthy state, but for one pod that is still being started. */
    static States starting() {
        return recorded("healthy-3").change("Pod", "kv-2", pod -> pod.set("status", Json.object("""
                {"phase":"Pending","containerStatuses":[{"name":"app","ready":false,"restartCount":0,
                 "state":{"waiting":{"reason":"ContainerCreating"}},"lastState":{}}]}""")));
    }

    /** The recorded healthy state, of two pods. */
    static States atRestWithTwo() {
        return recorded("healthy-3").remove("Pod", "kv-2").changeAll("StatefulSet", set -> {
            set.withObject("/spec").put("replicas", 2);
            set.withObject("/status").put("replicas", 2).put("readyReplicas", 2).put("updatedReplicas", 2);
        });
    }

    /** The recorded healthy state, as if somebody had solved task-02. */
    public static States solvedTask02() {
        return parse(labelled("key-value").replace("\"kv-headless\"", "\"key-value-headless\"")
                .replaceAll("\"(data-|)kv(-[0-9]|)\"", "\"$1key-value-svc$2\"")).with(States::addFourthPod);
    }

    /** The same for task-05. */
    public static States solvedTask05() {
        return parse(labelled("counter").replace("\"kv-headless\"", "\"counter-service\"")
                .replace("kvstore:latest", "counter-app:latest").replace("5000", "8080").replace("\"1Mi\"", "\"100Mi\"")
                .replaceAll("\"data-kv(-[0-9])\"", "\"counter-data-counter-app$1\"")
                .replaceAll("\"kv(-[0-9]|)\"", "\"counter-app$1\"").replace("\"data\"", "\"counter-data\""))
                .with(states -> states.removePods(2)).with(States::addReadinessProbes);
    }

    private static String labelled(String app) {
        return resource("healthy-3").replaceAll("\"app\"(\\s*:\\s*)\"kv\"", "\"app\"$1\"" + app + "\"");
    }

    private static String resource(String name) {
        try (InputStream stream = Objects.requireNonNull(
                States.class.getResourceAsStream("/recordings/states/" + name + ".json"), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static States empty() {
        return new States(new ArrayList<>());
    }

    private static States parse(String list) {
        try {
            List<ObjectNode> objects = new ArrayList<>();
            JSON.readTree(list).path("items").forEach(item -> objects.add((ObjectNode) item));
            return new States(objects);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public States with(Consumer<States> change) {
        change.accept(this);
        return this;
    }

    /** Changes the object of this kind and name. */
    public States change(String kind, String name, Consumer<ObjectNode> change) {
        change.accept(find(kind, name));
        return this;
    }

    public States changeAll(String kind, Consumer<ObjectNode> change) {
        objects.stream().filter(kind(kind)).forEach(change);
        return this;
    }

    public States remove(String kind) {
        objects.removeIf(kind(kind));
        return this;
    }

    public States remove(String kind, String name) {
        objects.remove(find(kind, name));
        return this;
    }

    public States add(String object) {
        try {
            objects.add((ObjectNode) JSON.readTree(object));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ObjectNode find(String kind, String name) {
        return objects.stream().filter(kind(kind)).filter(each -> name(each).equals(name)).findFirst().orElseThrow();
    }

    public ClusterState state() {
        return state(1, LONG_AGO);
    }

    public ClusterState state(long revision, Instant seenAt) {
        Map<ResourceKind, Map<String, KubernetesObject>> byKind = new HashMap<>();
        objects.forEach(object -> {
            KubernetesObject each = new KubernetesObject(object.deepCopy());
            byKind.computeIfAbsent(each.kind(), _ -> new TreeMap<>(Comparator.naturalOrder())).put(each.name(), each);
        });
        Map<ResourceKind, Listing> listings = new HashMap<>();
        byKind.forEach((kind, all) -> listings.put(kind, new Listing.Listed(List.copyOf(all.values()))));
        return new ClusterState("lab", revision, seenAt, listings);
    }

    /** The objects themselves, to be changed. */
    public List<ObjectNode> nodes() {
        return objects;
    }

    public Stream<KubernetesObject> all() {
        return objects.stream().map(KubernetesObject::new);
    }

    public List<KubernetesObject> all(String kind) {
        return objects.stream().filter(kind(kind)).map(KubernetesObject::new).toList();
    }

    private static Predicate<ObjectNode> kind(String kind) {
        return object -> object.path("kind").asText().equals(kind);
    }

    private static String name(JsonNode object) {
        return object.path("metadata").path("name").asText();
    }

    /** Made from the third one. */
    private void addFourthPod() {
        for (String kind : List.of("Pod", "PersistentVolumeClaim")) {
            String prefix = kind.equals("Pod") ? "" : "data-";
            ObjectNode copy = find(kind, prefix + "key-value-svc-2").deepCopy();
            add(copy.toString().replace("key-value-svc-2", "key-value-svc-3")
                    .replace(copy.path("metadata").path("uid").asText(), "uid-of-" + kind + "-3"));
        }
        change("StatefulSet", "key-value-svc", set -> {
            ((ObjectNode) set.get("spec")).put("replicas", 4);
            ((ObjectNode) set.get("status")).put("replicas", 4).put("readyReplicas", 4).put("updatedReplicas", 4);
        });
        changeAll("EndpointSlice", slice -> {
            ObjectNode endpoint = slice.withArray("endpoints").get(2).deepCopy();
            endpoint.put("hostname", "key-value-svc-3");
            ((ObjectNode) endpoint.get("targetRef")).put("name", "key-value-svc-3").put("uid", "uid-of-Pod-3");
            slice.withArray("endpoints").add(endpoint);
        });
    }

    private void removePods(int ordinal) {
        remove("Pod", "counter-app-" + ordinal);
        remove("PersistentVolumeClaim", "counter-data-counter-app-" + ordinal);
        change("StatefulSet", "counter-app", set -> {
            ((ObjectNode) set.get("spec")).put("replicas", ordinal);
            ((ObjectNode) set.get("status")).put("replicas", ordinal).put("readyReplicas", ordinal)
                    .put("updatedReplicas", ordinal);
        });
        changeAll("EndpointSlice", slice -> slice.withArray("endpoints").remove(ordinal));
    }

    private void addReadinessProbes() {
        changeAll("Pod", pod -> ((ObjectNode) pod.path("spec").path("containers").get(0)).putObject("readinessProbe")
                .putObject("httpGet").put("path", "/ready").put("port", 8080));
    }
}
