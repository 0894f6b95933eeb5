package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.PodAccess;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.WatchEvent;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.container.ContainerRuntime;
import dev.statelab.lab.container.FileTree;
import dev.statelab.lab.event.EventRecorder;
import dev.statelab.lab.time.LabClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import okhttp3.OkHttpClient;

/**
 * The kubelet of the lab's one node. It registers the node, runs the pods that the scheduler binds to it, keeps their
 * status up to date as the recordings show it, and removes them when they are deleted and have stopped.
 */
public final class Kubelet implements AutoCloseable {

    private final Node node;
    private final OkHttpClient http;
    private final PodWorkers workers;
    private final AtomicReference<Api.Watch> watch = new AtomicReference<>(() -> {});

    private Kubelet(Node node, OkHttpClient http, PodWorkers workers) {
        this.node = node;
        this.http = http;
        this.workers = workers;
    }

    /**
     * Starts a kubelet; {@link #close} ends it.
     *
     * @param recorder takes the events about pods
     */
    public static Kubelet start(
            Api api, ContainerRuntime runtime, LabClock clock, EventRecorder recorder, NodeStorage storage, Node node) {
        var object = node.object(runtime.images(), clock.now());
        var allocatable = object.path("status").path("allocatable").deepCopy();
        var events = new PodEvents(recorder, node.name());
        var http = ProbeHttp.client();
        var services = new NodeServices(api, clock, node, allocatable, new NodeVolumes(api, storage),
                storage.podsFolder(),
                new PodNetworks(), new ContainerStarter(runtime, clock, events), new Prober(http, clock), events,
                new PodStore(api));
        var kubelet = new Kubelet(node, http, new PodWorkers(services));
        register(api, object);
        removeFoldersWithoutPod(api, storage.podsFolder());
        kubelet.watchPods(api);
        return kubelet;
    }

    /** The node may be there already, from a kubelet before this one. */
    private static void register(Api api, ObjectNode object) {
        var status = object.path("status").deepCopy();
        try {
            var known = api.find(ResourceTypes.NODE, "", Metadata.name(object));
            var registered = (known.isPresent() ? known.get() : api.create(ResourceTypes.NODE, "", object)).deepCopy();
            registered.set("status", status);
            api.updateStatus(ResourceTypes.NODE, "", registered);
        } catch (ApiException refused) {
            throw new IllegalStateException("the node could not be registered", refused);
        }
    }

    /** Of pods that went while no kubelet was there to see it. */
    private static void removeFoldersWithoutPod(Api api, Path podsFolder) {
        if (!Files.isDirectory(podsFolder)) {
            return;
        }
        var uids = api.list(ResourceTypes.POD, "").items().stream().map(Metadata::uid).collect(Collectors.toSet());
        try (var folders = Files.list(podsFolder)) {
            folders.filter(folder -> !uids.contains(String.valueOf(folder.getFileName()))).forEach(FileTree::delete);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the folder " + podsFolder + " could not be read", unreadable);
        }
    }

    private void watchPods(Api api) {
        var pods = api.list(ResourceTypes.POD, "");
        pods.items().forEach(pod -> hear(new WatchEvent(WatchEvent.Type.ADDED, pod)));
        try {
            watch.set(api.watch(ResourceTypes.POD, "", pods.resourceVersion(), this::hear));
        } catch (ApiException refused) {
            throw new IllegalStateException("a watch from the version just listed was refused", refused);
        }
    }

    private void hear(WatchEvent event) {
        var pod = event.object();
        if (!pod.path("spec").path("nodeName").asText().equals(node.name())) {
            return;
        }
        switch (event.type()) {
            case ADDED, MODIFIED -> workers.changed(new Pod(pod));
            case DELETED -> workers.gone(Metadata.uid(pod));
        }
    }

    /** The way to the pods' ports and logs. */
    public PodAccess podAccess() {
        return workers;
    }

    /** Kills all containers and waits for their end; the pods stay in the API server as they are. */
    @Override
    public void close() {
        watch.get().close();
        workers.close();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
