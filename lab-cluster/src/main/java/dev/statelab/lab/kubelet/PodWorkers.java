package dev.statelab.lab.kubelet;

import dev.statelab.lab.api.PodAccess;
import dev.statelab.lab.container.PodNetwork;
import dev.statelab.lab.container.RunningContainer;
import dev.statelab.lab.controller.ObjectKey;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The workers of a node's pods, and the way to their ports and containers. */
final class PodWorkers implements PodAccess {

    private final NodeServices services;
    private final Map<String, PodWorker> byUid = new ConcurrentHashMap<>();
    private final Map<ObjectKey, PodWorker> byName = new ConcurrentHashMap<>();
    /** With those whose pods have gone from the API server before their containers. */
    private final Set<PodWorker> unfinished = ConcurrentHashMap.newKeySet();

    PodWorkers(NodeServices services) {
        this.services = services;
    }

    void changed(Pod pod) {
        var known = byUid.get(pod.uid());
        if (known != null) {
            known.tell(new Signal.Changed(pod.json()));
            return;
        }
        var worker = new PodWorker(services, pod, unfinished::remove);
        unfinished.add(worker);
        byUid.put(pod.uid(), worker);
        byName.put(ObjectKey.of(pod.json()), worker);
        worker.start();
    }

    void gone(String uid) {
        var worker = byUid.remove(uid);
        if (worker != null) {
            byName.remove(ObjectKey.of(worker.pod().json()), worker);
            worker.tell(new Signal.Gone());
        }
    }

    @Override
    public Dialled dial(String namespace, String pod, int port) {
        return dialled(namespace, pod, network -> network.fromOutside(port));
    }

    @Override
    public Dialled dialInside(String namespace, String pod, int port) {
        return dialled(namespace, pod, network -> network.fromInside(port));
    }

    private Dialled dialled(String namespace, String pod, Function<PodNetwork, Optional<InetSocketAddress>> way) {
        return worker(namespace, pod).flatMap(PodWorker::sandbox).flatMap(sandbox -> way.apply(sandbox.network()))
                .<Dialled>map(Dialled.To::new).orElseGet(Dialled.Refused::new);
    }

    private Optional<PodWorker> worker(String namespace, String pod) {
        return Optional.ofNullable(byName.get(new ObjectKey(namespace, pod)));
    }

    @Override
    public Optional<RunningContainer> running(String namespace, String pod, String container) {
        return worker(namespace, pod).flatMap(worker -> worker.runs().newest(container)).map(Runs.Run::process)
                .filter(process -> !process.exit().isDone());
    }

    @Override
    public Optional<RunningContainer> logged(String namespace, String pod, String container, boolean previous) {
        return worker(namespace, pod).flatMap(worker -> {
            var view = Optional.ofNullable(worker.view().containers().get(container));
            var id = previous
                    ? view.flatMap(ContainerView::last).map(ContainerState.Terminated::containerId)
                    : view.map(ContainerView::containerId);
            return id.flatMap(run -> worker.runs().process(container, run));
        });
    }

    /** Ends all workers, at the same time. */
    void close() {
        unfinished.forEach(PodWorker::interrupt);
        try {
            for (var worker : unfinished) {
                worker.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
