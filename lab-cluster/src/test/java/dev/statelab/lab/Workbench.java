package dev.statelab.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.DeleteOptions;
import dev.statelab.lab.api.FeatureGate;
import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.WatchEvent;
import dev.statelab.lab.api.object.Metadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A lab cluster whose namespace {@code default} a test works in, through its API. */
public final class Workbench implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;
    private static final String NAMESPACE = "default";

    private final LabCluster lab;

    private Workbench(LabCluster lab) {
        this.lab = lab;
    }

    /** @param speed cluster seconds a second */
    public static Workbench start(double speed, FeatureGate... gates) {
        return new Workbench(LabCluster.start(LabOptions.defaults().withSpeed(speed)
                .withProvisioningDelay(Duration.ofMillis(200)).withGates(gates)));
    }

    public Api api() {
        return lab.api();
    }

    public ObjectNode create(String yaml) throws ApiException {
        return create(Manifests.yaml(yaml));
    }

    public ObjectNode create(ObjectNode manifest) throws ApiException {
        var type = api().type(manifest.path("apiVersion").asText(), manifest.path("kind").asText()).orElseThrow();
        return api().create(type, NAMESPACE, manifest);
    }

    public ObjectNode get(ResourceType type, String name) {
        return api().find(type, NAMESPACE, name).orElseThrow();
    }

    public List<ObjectNode> list(ResourceType type) {
        return api().list(type, NAMESPACE).items();
    }

    /** Changes an object, whatever else changes it at the same time. */
    public ObjectNode edit(ResourceType type, String name, Consumer<ObjectNode> change) throws ApiException {
        while (true) {
            var changed = get(type, name).deepCopy();
            change.accept(changed);
            try {
                return api().update(type, NAMESPACE, changed);
            } catch (ApiException refused) {
                if (refused.code() != 409) {
                    throw refused;
                }
            }
        }
    }

    public ObjectNode editSpec(ResourceType type, String name, Consumer<ObjectNode> change) throws ApiException {
        return edit(type, name, object -> change.accept(object.withObjectProperty("spec")));
    }

    /** Changes a status as its owner would, whatever else changes the object at the same time. */
    public void editStatus(ResourceType type, String name, Consumer<ObjectNode> change) throws ApiException {
        while (true) {
            var changed = get(type, name).deepCopy();
            change.accept(changed.withObjectProperty("status"));
            try {
                api().updateStatus(type, NAMESPACE, changed);
                return;
            } catch (ApiException refused) {
                if (refused.code() != 409) {
                    throw refused;
                }
            }
        }
    }

    public void delete(ResourceType type, String name) throws ApiException {
        api().delete(type, NAMESPACE, name, DeleteOptions.DEFAULT);
    }

    public void delete(ResourceType type, String name, DeleteOptions.Propagation propagation) throws ApiException {
        api().delete(type, NAMESPACE, name,
                new DeleteOptions(Optional.empty(), Optional.empty(), Optional.empty(), propagation));
    }

    /** Waits until an object with this name, or any for an empty one, is as wanted. */
    public ObjectNode await(ResourceType type, String name, Predicate<ObjectNode> wanted) throws Exception {
        return await(type, event -> event.type() != WatchEvent.Type.DELETED
                && (name.isEmpty() || Metadata.name(event.object()).equals(name)) && wanted.test(event.object()));
    }

    public ObjectNode awaitGone(ResourceType type, String name) throws Exception {
        if (api().find(type, NAMESPACE, name).isEmpty()) {
            return Manifests.yaml("{}");
        }
        return await(type, event -> event.type() == WatchEvent.Type.DELETED
                && Metadata.name(event.object()).equals(name));
    }

    /** Waits until the objects of a type are as wanted, all together. */
    public List<ObjectNode> awaitAll(ResourceType type, Predicate<List<ObjectNode>> wanted) throws Exception {
        if (wanted.test(list(type))) {
            return list(type);
        }
        await(type, _ -> wanted.test(list(type)));
        return list(type);
    }

    private ObjectNode await(ResourceType type, Predicate<WatchEvent> wanted) throws Exception {
        var found = new CompletableFuture<ObjectNode>();
        List<String> seen = new ArrayList<>();
        try (var _ = api().watch(type, NAMESPACE, "", event -> {
            try {
                synchronized (seen) {
                    seen.add(event.type() + " " + event.object().path("metadata").path("name").asText() + " "
                            + event.object().path("status"));
                }
                if (wanted.test(event)) {
                    found.complete(event.object());
                }
            } catch (RuntimeException mistake) {
                found.completeExceptionally(mistake);
            }
        })) {
            return found.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            synchronized (seen) {
                throw new AssertionError(
                        "not as wanted; last seen: " + seen.subList(Math.max(0, seen.size() - 8), seen.size()), late);
            }
        } catch (ExecutionException mistake) {
            throw new AssertionError(mistake);
        }
    }

    /** Calls this for each change of a type from now on, until it is closed. */
    public Api.Watch watch(ResourceType type, Consumer<WatchEvent> listener) throws ApiException {
        return api().watch(type, NAMESPACE, api().list(type, NAMESPACE).resourceVersion(), listener);
    }

    /** {@code Reason: message} of the events about an object, in their order. */
    public List<String> events(String about) {
        return list(ResourceTypes.EVENT).stream()
                .filter(event -> event.path("involvedObject").path("name").asText().equals(about))
                .sorted((one, other) -> Long.compare(Metadata.revision(one), Metadata.revision(other)))
                .map(event -> event.path("reason").asText() + ": " + event.path("message").asText()).toList();
    }

    /** Waits for an event about an object. */
    public void awaitEvent(String about, String event) throws Exception {
        await(ResourceTypes.EVENT, "", _ -> events(about).contains(event));
    }

    public static boolean isReady(ObjectNode pod) {
        return holds(pod, "Ready") && !Metadata.isTerminating(pod);
    }

    /** Whether a condition of an object's status holds. */
    public static boolean holds(ObjectNode object, String type) {
        return object.path("status").path("conditions").valueStream()
                .anyMatch(condition -> condition.path("type").asText().equals(type)
                        && condition.path("status").asText().equals("True"));
    }

    /** {@code Reason: message} of a condition; empty where it is not there. */
    public static String reason(ObjectNode object, String type) {
        return object.path("status").path("conditions").valueStream()
                .filter(condition -> condition.path("type").asText().equals(type))
                .map(condition -> condition.path("reason").asText() + ": " + condition.path("message").asText())
                .findFirst().orElse("");
    }

    @Override
    public void close() {
        lab.close();
    }
}
