package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ApiServer;
import dev.statelab.lab.api.DeleteOptions;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.WatchEvent;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.container.ContainerRuntime;
import dev.statelab.lab.container.Volume;
import dev.statelab.lab.container.image.ImageCatalogue;
import dev.statelab.lab.container.runtime.JavaContainers;
import dev.statelab.lab.controller.namespace.NamespaceController;
import dev.statelab.lab.controller.volume.NodeDisk;
import dev.statelab.lab.controller.volume.Storage;
import dev.statelab.lab.event.EventRecorder;
import dev.statelab.lab.scheduler.Scheduler;
import dev.statelab.lab.time.LabClock;
import dev.statelab.lab.time.ScaledClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;

/** A node: an API server, storage, a scheduler and a kubelet. */
final class LabNode implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    final ScaledClock clock;
    final ApiServer api;
    final Kubelet kubelet;
    private final ContainerRuntime runtime;
    private final Scheduler scheduler;
    private final NamespaceController namespaces;

    private final Storage storage;

    private LabNode(double speed, Function<LabClock, ContainerRuntime> containers, Path folder) {
        clock = new ScaledClock(speed);
        api = ApiServer.start(clock);
        namespaces = new NamespaceController(api, clock, "");
        runtime = containers.apply(clock);
        var recorder = new EventRecorder(api, clock);
        var disk = new NodeDisk(made(folder.resolve("node")));
        storage = new Storage(api, clock, recorder, disk, Node.DEFAULT.name(), Duration.ofSeconds(1));
        create(Storage.defaultClass());
        kubelet = Kubelet.start(api, runtime, clock, recorder,
                new NodeStorage(storage, disk, folder.resolve("pods"), Volume::new),
                Node.DEFAULT);
        scheduler = Scheduler.start(api, clock, recorder);
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** With containers that do what the test says. */
    static LabNode scripted(double speed, ScriptedContainers runtime, Path folder) {
        return new LabNode(speed, _ -> runtime, folder);
    }

    /** With the containers of the standard image catalogue. */
    static LabNode withImages(double speed, Path folder) {
        return new LabNode(speed, clock -> new JavaContainers(made(folder.resolve("containers")),
                ImageCatalogue.standard(), clock), folder);
    }

    ObjectNode create(ObjectNode object) {
        var type = api.type(object.path("apiVersion").asText(), object.path("kind").asText()).orElseThrow();
        try {
            return api.create(type, Metadata.namespace(object), object);
        } catch (ApiException refused) {
            throw new AssertionError(refused.status().toString(), refused);
        }
    }

    ObjectNode create(String json) {
        return create(Recording.json(json));
    }

    void namespace(String name) {
        create("""
                {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "%s"}}""".formatted(name));
    }

    void delete(ObjectNode pod) {
        try {
            api.delete(ResourceTypes.POD, Metadata.namespace(pod), Metadata.name(pod), DeleteOptions.DEFAULT);
        } catch (ApiException refused) {
            throw new AssertionError(refused.status().toString(), refused);
        }
    }

    void deleteNow(ObjectNode pod) {
        try {
            api.delete(ResourceTypes.POD, Metadata.namespace(pod), Metadata.name(pod), DeleteOptions.NOW);
        } catch (ApiException refused) {
            throw new AssertionError(refused.status().toString(), refused);
        }
    }

    /** Collects what a watch of the namespace's pods tells while something happens, up to the first deletion. */
    void watched(String namespace, List<String> seen, Runnable happening) {
        var deleted = new CountDownLatch(1);
        var from = api.list(ResourceTypes.POD, namespace).resourceVersion();
        try (var _ = api.watch(ResourceTypes.POD, namespace, from, event -> {
            var pod = event.object();
            seen.add(event.type() + " " + pod.path("status").path("phase").asText()
                    + (pod.path("status").path("containerStatuses").path(0).path("ready").asBoolean()
                            ? " ready"
                            : " unready")
                    + " grace " + Metadata.deletionGracePeriodSeconds(pod));
            if (event.type() == WatchEvent.Type.DELETED) {
                deleted.countDown();
            }
        })) {
            happening.run();
            if (!deleted.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("nothing was deleted; seen: " + seen);
            }
        } catch (ApiException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    Optional<ObjectNode> find(ObjectNode pod) {
        return api.find(ResourceTypes.POD, Metadata.namespace(pod), Metadata.name(pod))
                .filter(found -> Metadata.uid(found).equals(Metadata.uid(pod)));
    }

    List<ObjectNode> events(ObjectNode pod) {
        return api.list(ResourceTypes.EVENT, Metadata.namespace(pod)).items();
    }

    /** Waits until the pod, or what is reported about it, is as wanted; gives up with what was last seen. */
    ObjectNode await(ObjectNode pod, Predicate<ObjectNode> wanted) {
        awaitAny(Metadata.namespace(pod), () -> find(pod).filter(wanted).isPresent());
        return find(pod).orElseThrow();
    }

    void awaitGone(ObjectNode pod) {
        awaitAny(Metadata.namespace(pod), () -> find(pod).isEmpty());
    }

    /** Looks again whenever a pod or an event in the namespace changes. */
    void awaitAny(String namespace, BooleanSupplier wanted) {
        var changes = new LinkedBlockingQueue<Boolean>();
        try (var _ = watch(ResourceTypes.POD, namespace, changes);
                var _ = watch(ResourceTypes.EVENT, namespace, changes)) {
            var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (!wanted.getAsBoolean()) {
                if (changes.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS) == null) {
                    return;
                }
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private Api.Watch watch(ResourceType type, String namespace, LinkedBlockingQueue<Boolean> changes) {
        try {
            return api.watch(type, namespace, "", _ -> changes.add(true));
        } catch (ApiException refused) {
            throw new AssertionError(refused);
        }
    }

    @Override
    public void close() {
        scheduler.close();
        namespaces.close();
        storage.close();
        kubelet.close();
        runtime.close();
        api.close();
        clock.close();
    }
}
