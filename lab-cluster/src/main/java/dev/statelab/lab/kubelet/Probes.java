package dev.statelab.lab.kubelet;

import dev.statelab.lab.time.LabClock;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The probes of one pod's running containers, for the thread of its worker. */
final class Probes {

    private final Prober prober;
    private final LabClock clock;
    private final PodEvents events;
    private final Consumer<Signal> worker;
    private final Map<Key, ProbeLoop> running = new HashMap<>();
    private final Set<ProbeLoop> all = new LinkedHashSet<>();

    private record Key(String container, ProbeKind kind) {}

    Probes(Prober prober, LabClock clock, PodEvents events, Consumer<Signal> worker) {
        this.prober = prober;
        this.clock = clock;
        this.events = events;
        this.worker = worker;
    }

    /** Begins to ask a container, if it has a probe of this kind. */
    void begin(Pod pod, ContainerDefinition container, ProbeKind kind, Runs.Run run, Sandbox sandbox) {
        container.probe(kind).ifPresent(probe -> {
            var loop = new ProbeLoop(kind, probe, clock,
                    () -> prober.ask(probe.action(), run.process(), sandbox.network(), probe.timeout()),
                    answer -> report(pod, container, kind, answer),
                    healthy -> worker.accept(new Signal.Probed(container, run.id(), kind, healthy)));
            all.add(loop);
            running.put(new Key(container.name(), kind), loop);
            loop.start();
        });
    }

    private void report(Pod pod, ContainerDefinition container, ProbeKind kind, Prober.Answer answer) {
        switch (answer) {
            case Prober.Answer.Healthy _ -> {
            }
            case Prober.Answer.Unhealthy(var output) ->
                events.warning(pod, container, "Unhealthy", kind.title() + " probe failed: " + output);
            case Prober.Answer.Errored(var error) ->
                events.warning(pod, container, "Unhealthy", kind.title() + " probe errored: " + error);
        }
    }

    void stop(ContainerDefinition container, ProbeKind kind) {
        var loop = running.remove(new Key(container.name(), kind));
        if (loop != null) {
            loop.stop();
        }
        all.removeIf(ProbeLoop::isOver);
    }

    void stop(ContainerDefinition container) {
        for (var kind : ProbeKind.values()) {
            stop(container, kind);
        }
    }

    /** Stops all probes and waits for their end. */
    void close() {
        all.forEach(ProbeLoop::stop);
        try {
            for (var loop : all) {
                loop.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
