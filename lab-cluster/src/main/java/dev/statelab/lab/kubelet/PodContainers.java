package dev.statelab.lab.kubelet;

import dev.statelab.lab.container.RunningContainer;
import dev.statelab.lab.kubelet.ContainerState.Running;
import dev.statelab.lab.time.LabClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Starts, probes and stops the containers of one pod, for the thread of its worker. What is known of the pod can be read
 * from any thread.
 */
final class PodContainers {

    /**
     * How long a kubelet takes to notice that a container runs, as {@code recordings/timelines} show it: one that ends
     * before that was never seen running.
     */
    private static final Duration RELIST = Duration.ofMillis(500);

    /**
     * How much real time a container has to come to rest before it counts as running for good. What it does is not
     * faster with the cluster's clock, so that a fast clock would see every container run that ends at once.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final NodeServices services;
    private final LabClock clock;
    private final Supplier<Pod> pod;
    private final PodSandbox sandbox;
    private final Consumer<Signal> worker;
    private final Probes probes;
    private final ContainerLifecycle lifecycle;
    private final Runs runs = new Runs();
    private final Map<String, Instant> unnoticed = new HashMap<>();
    private volatile PodView view;

    PodContainers(NodeServices services, Supplier<Pod> pod, PodSandbox sandbox, Consumer<Signal> worker) {
        this.services = services;
        this.clock = services.clock();
        this.pod = pod;
        this.sandbox = sandbox;
        this.worker = worker;
        this.view = EarlierStatus.view(pod.get(), clock.now());
        this.probes = new Probes(services.prober(), clock, services.events(), worker);
        this.lifecycle = new ContainerLifecycle(new Hooks(services.prober(), clock), clock, services.events());
    }

    PodView view() {
        return view;
    }

    Runs runs() {
        return runs;
    }

    /** Whether each container that was started has been seen to run or to end. */
    boolean areNoticed() {
        return unnoticed.isEmpty();
    }

    void setUpSandbox() {
        view = sandbox.setUp(pod.get(), view);
    }

    void tearDownSandbox() {
        probes.close();
        view = sandbox.tearDown(view);
    }

    private void update(ContainerDefinition container, ContainerView changed) {
        view = view.with(container.name(), changed);
    }

    void start(ContainerDefinition container) {
        var outcome = services.starter().start(container, view.container(container), sandbox.made(),
                services.objects(pod.get()));
        update(container, outcome.view());
        outcome.process().ifPresent(process -> {
            var run = new Runs.Run(outcome.view().containerId(), process);
            runs.began(container.name(), run);
            var _ = process.exit().thenAccept(exit -> worker.accept(new Signal.Exited(container, run.id(), exit)));
            if (container.hook("postStart").isMissingNode()) {
                unnoticed.put(container.name(), clock.now().plus(clock.lasting(RELIST, PATIENCE)));
                relist(container, run);
            } else {
                lifecycle.started(container, run, sandbox.made(), worker);
            }
        });
    }

    private void relist(ContainerDefinition container, Runs.Run run) {
        clock.after(RELIST, () -> worker.accept(new Signal.Relisted(container, run.id())));
    }

    void holdBack(Step.HoldBack step) {
        var container = step.container();
        update(container, view.container(container).waiting("CrashLoopBackOff", "back-off "
                + GoDuration.text(step.backOff()) + " restarting failed container=" + container.name() + " pod="
                + pod.get().fullName(), step.until()));
        services.events().warning(pod.get(), container, "BackOff", "Back-off restarting failed container "
                + container.name() + " in pod " + pod.get().fullName());
    }

    void stop(Step.Stop stop) {
        var container = stop.container();
        update(container, view.container(container).withStopping());
        probes.stop(container, ProbeKind.STARTUP);
        probes.stop(container, ProbeKind.LIVENESS);
        runs.newest(container.name())
                .ifPresent(run -> lifecycle.stop(pod.get(), container, run, sandbox.made(), stop));
    }

    /** Gives the containers that are being stopped less time. */
    void hurry(Duration grace) {
        pod.get().allContainers().stream().filter(container -> view.container(container).stopping())
                .forEach(container -> runs.newest(container.name()).ifPresent(run -> lifecycle.killAfter(run, grace)));
    }

    /** What it hears of a run that is over already has no meaning any more. */
    void hear(Signal.OfContainer signal) {
        var container = signal.container();
        runs.newest(container.name())
                .filter(run -> run.id().equals(signal.id()) && view.container(container).isRunning())
                .ifPresent(run -> hear(signal, run));
    }

    private void hear(Signal.OfContainer signal, Runs.Run run) {
        switch (signal) {
            case Signal.Exited(var container, _, var exit) -> exited(container, run, exit);
            case Signal.Relisted(var container, _) -> {
                var patience = unnoticed.get(container.name());
                if (patience == null || run.process().isIdle() || clock.now().isAfter(patience)) {
                    unnoticed.remove(container.name());
                    open(container, run);
                } else {
                    relist(container, run);
                }
            }
            case Signal.Hooked(var container, _, var succeeded) -> {
                if (succeeded) {
                    open(container, run);
                } else {
                    services.events().warning(pod.get(), container, "FailedPostStartHook", "PostStartHook failed");
                    stop(new Step.Stop(container, "FailedPostStartHook", Optional.empty()));
                }
            }
            case Signal.Probed(var container, _, var kind, var healthy) -> {
                update(container, view.container(container).probed(container, kind, healthy));
                if (kind == ProbeKind.STARTUP && healthy) {
                    probe(container, run, ProbeKind.LIVENESS, ProbeKind.READINESS);
                }
            }
        }
    }

    private void open(ContainerDefinition container, Runs.Run run) {
        update(container, view.container(container).opened(container));
        if (container.probe(ProbeKind.STARTUP).isPresent()) {
            probe(container, run, ProbeKind.STARTUP);
        } else {
            probe(container, run, ProbeKind.LIVENESS, ProbeKind.READINESS);
        }
    }

    private void probe(ContainerDefinition container, Runs.Run run, ProbeKind... kinds) {
        for (var kind : kinds) {
            probes.begin(pod.get(), container, kind, run, sandbox.made());
        }
    }

    private void exited(ContainerDefinition container, Runs.Run run, RunningContainer.Exit exit) {
        probes.stop(container);
        unnoticed.remove(container.name());
        if (view.container(container).state() instanceof Running running) {
            update(container, view.container(container)
                    .terminated(ContainerEnd.of(container, run, exit, running.startedAt(), clock.now())));
        }
    }

    /** Ends whatever is left. */
    void close() {
        lifecycle.close();
        tearDownSandbox();
        runs.killAll();
    }
}
