package dev.statelab.lab.kubelet;

import dev.statelab.lab.container.LogQuery;
import dev.statelab.lab.container.RunningContainer;
import dev.statelab.lab.kubelet.ContainerState.Running;
import dev.statelab.lab.kubelet.ContainerState.Terminated;
import dev.statelab.lab.time.LabClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Runs one pod on a thread of its own: it hears what happens, lets {@link PodDecision} decide and does that. What it
 * knows of the pod can be read from any thread.
 */
final class PodWorker {

    private static final long LOG_TAIL_LINES = 80;

    /**
     * Between the end of a pod's containers and the pod's own; {@code recordings/timelines/delete-pod-0.jsonl} has 380 ms.
     * Without it a pod that runs nothing would be gone between two requests of {@code kubectl delete}, which then waits
     * for the end of its successor.
     */
    private static final Duration CLEANING_UP = Duration.ofMillis(300);

    private static final Duration FIRST_MOUNT_RETRY = Duration.ofMillis(500);
    private static final Duration LAST_MOUNT_RETRY = Duration.ofSeconds(122);

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
    private final PodVolumes volumes;
    private final Probes probes;
    private final ContainerLifecycle lifecycle;
    private final Runs runs = new Runs();
    private final LinkedBlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile Pod pod;
    private volatile PodView view;
    private volatile Optional<Sandbox> sandbox = Optional.empty();
    private final Map<String, Instant> unnoticed = new HashMap<>();
    private boolean gone;
    private Duration mountRetry = FIRST_MOUNT_RETRY;

    /** @param atEnd hears that nothing of the pod is left on the node */
    PodWorker(NodeServices services, Pod pod, Consumer<PodWorker> atEnd) {
        this.services = services;
        this.clock = services.clock();
        this.pod = pod;
        this.view = EarlierStatus.view(pod, clock.now());
        this.volumes = new PodVolumes(services.nodeVolumes(), services.objects(pod),
                services.podsFolder().resolve(pod.uid()));
        this.probes = new Probes(services.prober(), clock, services.events(), signals::add);
        this.lifecycle = new ContainerLifecycle(new Hooks(services.prober(), clock), clock, services.events());
        this.thread = Thread.ofVirtual().name("lab-pod-" + pod.name()).unstarted(() -> run(atEnd));
    }

    void start() {
        thread.start();
    }

    void tell(Signal signal) {
        signals.add(signal);
    }

    Pod pod() {
        return pod;
    }

    PodView view() {
        return view;
    }

    Runs runs() {
        return runs;
    }

    Optional<Sandbox> sandbox() {
        return sandbox;
    }

    /** Asks it to kill what runs, and to end. */
    void interrupt() {
        thread.interrupt();
    }

    void join() throws InterruptedException {
        thread.join();
    }

    private void run(Consumer<PodWorker> atEnd) {
        try {
            work();
            leave();
            remove();
        } catch (InterruptedException closed) {
            // The kubelet is being closed: its pods stay in the API server as they are.
        } finally {
            leave();
            atEnd.accept(this);
        }
    }

    /** Until nothing is left to be done for the pod but to remove it. */
    private void work() throws InterruptedException {
        // The network and the first containers are made in one go, and shown together.
        boolean settingUp = false;
        while (true) {
            var plan = PodDecision.next(pod, view, gone || pod.isTerminating(), clock.now());
            if (plan.steps().contains(new Step.Remove())) {
                return;
            }
            if (unnoticed.isEmpty() && !settingUp) {
                writeStatus(false);
            }
            settingUp = plan.steps().contains(new Step.SetUp());
            for (var step : plan.steps()) {
                act(step);
            }
            listen(plan);
        }
    }

    private void listen(Plan plan) throws InterruptedException {
        if (plan.steps().isEmpty()) {
            var timer = plan.lookAgain().map(time -> clock.after(Duration.between(clock.now(), time),
                    () -> signals.add(new Signal.Look())));
            hear(signals.take());
            timer.ifPresent(LabClock.Timer::cancel);
        }
        for (var signal = signals.poll(); signal != null; signal = signals.poll()) {
            hear(signal);
        }
    }

    private void hear(Signal signal) {
        switch (signal) {
            case Signal.Changed(var object) -> changed(new Pod(object));
            case Signal.Gone() -> {
                gone = true;
                hurry(Duration.ZERO);
            }
            case Signal.Exited(var container, var id, var exit) -> exited(container, id, exit);
            case Signal.Relisted(var container, var id) -> running(container, id).ifPresent(run -> {
                var patience = unnoticed.get(container.name());
                if (patience == null || run.process().isIdle() || clock.now().isAfter(patience)) {
                    unnoticed.remove(container.name());
                    open(container, run);
                } else {
                    relist(container, run);
                }
            });
            case Signal.Hooked(var container, var id, var succeeded) -> running(container, id).ifPresent(run -> {
                if (succeeded) {
                    open(container, run);
                } else {
                    services.events().warning(pod, container, "FailedPostStartHook", "PostStartHook failed");
                    stop(new Step.Stop(container, "FailedPostStartHook", Optional.empty()));
                }
            });
            case Signal.Probed(var container, var id, var kind, var healthy) ->
                running(container, id).ifPresent(run -> {
                    update(container, view.container(container).probed(container, kind, healthy));
                    if (kind == ProbeKind.STARTUP && healthy) {
                        probe(container, run, ProbeKind.LIVENESS, ProbeKind.READINESS);
                    }
                });
            case Signal.Look() -> {
            }
        }
    }

    private void changed(Pod now) {
        boolean sooner = pod.isTerminating() && now.grace().compareTo(pod.grace()) < 0;
        pod = now;
        if (sooner) {
            hurry(now.grace());
        }
    }

    /** Gives the containers that are being stopped less time. */
    private void hurry(Duration grace) {
        pod.allContainers().stream().filter(container -> view.container(container).stopping())
                .forEach(container -> runs.newest(container.name()).ifPresent(run -> lifecycle.killAfter(run, grace)));
    }

    /** @return the run with this ID, if it still runs */
    private Optional<Runs.Run> running(ContainerDefinition container, String id) {
        return runs.newest(container.name())
                .filter(run -> run.id().equals(id) && view.container(container).isRunning());
    }

    private void update(ContainerDefinition container, ContainerView changed) {
        view = view.with(container.name(), changed);
    }

    private void act(Step step) {
        switch (step) {
            case Step.SetUp() -> setUp();
            case Step.Start(var container) -> startContainer(container);
            case Step.HoldBack(var container, var backOff, var until) -> {
                update(container, view.container(container).waiting("CrashLoopBackOff", "back-off "
                        + GoDuration.text(backOff) + " restarting failed container=" + container.name() + " pod="
                        + pod.fullName(), until));
                services.events().warning(pod, container, "BackOff", "Back-off restarting failed container "
                        + container.name() + " in pod " + pod.fullName());
            }
            case Step.Stop stop -> stop(stop);
            case Step.TearDown() -> tearDown();
            case Step.Remove() -> throw new IllegalStateException("the worker ends instead");
        }
    }

    private void setUp() {
        if (!view.podIp().isEmpty() && !view.networkUp()) {
            services.events().normal(pod, "SandboxChanged", "Pod sandbox changed, it will be killed and re-created.");
        }
        var network = services.network(pod);
        var fields = new PodFields(pod, network.podIp(), services.node().address(), services.allocatable());
        switch (volumes.mount(fields)) {
            case Found.Value<Map<String, PodVolume>>(var mounted) -> {
                sandbox = Optional.of(new Sandbox(network, fields, mounted));
                view = view.withNetwork(network.podIp());
            }
            case Found.Missing<Map<String, PodVolume>>(var message) -> {
                services.networks().remove(network);
                services.events().warning(pod, "FailedMount", message);
                view = view.withSetUpAt(clock.now().plus(mountRetry));
                var doubled = mountRetry.multipliedBy(2);
                mountRetry = doubled.compareTo(LAST_MOUNT_RETRY) < 0 ? doubled : LAST_MOUNT_RETRY;
            }
        }
    }

    private Sandbox madeSandbox() {
        return sandbox.orElseThrow(() -> new IllegalStateException("the pod's network is not there"));
    }

    private void startContainer(ContainerDefinition container) {
        var outcome = services.starter().start(container, view.container(container), madeSandbox(),
                services.objects(pod));
        update(container, outcome.view());
        outcome.process().ifPresent(process -> {
            var run = new Runs.Run(outcome.view().containerId(), process);
            runs.began(container.name(), run);
            var _ = process.exit().thenAccept(exit -> signals.add(new Signal.Exited(container, run.id(), exit)));
            if (container.hook("postStart").isMissingNode()) {
                unnoticed.put(container.name(), clock.now().plus(clock.lasting(RELIST, PATIENCE)));
                relist(container, run);
            } else {
                lifecycle.started(container, run, madeSandbox(), signals::add);
            }
        });
    }

    private void relist(ContainerDefinition container, Runs.Run run) {
        clock.after(RELIST, () -> signals.add(new Signal.Relisted(container, run.id())));
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
            probes.begin(pod, container, kind, run, madeSandbox());
        }
    }

    private void stop(Step.Stop stop) {
        var container = stop.container();
        update(container, view.container(container).withStopping());
        probes.stop(container, ProbeKind.STARTUP);
        probes.stop(container, ProbeKind.LIVENESS);
        runs.newest(container.name()).ifPresent(run -> lifecycle.stop(pod, container, run, madeSandbox(), stop));
    }

    private void exited(ContainerDefinition container, String id, RunningContainer.Exit exit) {
        running(container, id).ifPresent(run -> {
            probes.stop(container);
            unnoticed.remove(container.name());
            if (view.container(container).state() instanceof Running running) {
                update(container, view.container(container).terminated(new Terminated(id, exit.code(),
                        reason(exit), terminationMessage(container, run.process(), exit), running.startedAt(),
                        clock.now())));
            }
        });
    }

    private static String reason(RunningContainer.Exit exit) {
        if (exit.outOfMemory()) {
            return "OOMKilled";
        }
        return exit.code() == 0 ? "Completed" : "Error";
    }

    private static String terminationMessage(
            ContainerDefinition container, RunningContainer process, RunningContainer.Exit exit) {
        var written = process.terminationMessage();
        var policy = container.json().path("terminationMessagePolicy").asText();
        if (!written.isEmpty() || exit.code() == 0 || !policy.equals("FallbackToLogsOnError")) {
            return written;
        }
        try (var log = process.log(LogQuery.ALL.tail(LOG_TAIL_LINES))) {
            return new String(log.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the log of an ended container cannot be read", unreadable);
        }
    }

    private void tearDown() {
        probes.close();
        sandbox.ifPresent(made -> services.networks().remove(made.network()));
        view = view.withoutNetwork();
    }

    /** Ends whatever is left of the pod on the services. */
    private void leave() {
        lifecycle.close();
        tearDown();
        runs.killAll();
    }

    private void remove() throws InterruptedException {
        writeStatus(true);
        if (!gone) {
            clock.sleep(CLEANING_UP);
        }
        volumes.remove();
        if (!gone) {
            services.store().remove(pod);
        }
    }

    private void writeStatus(boolean stopped) {
        if (!gone) {
            services.store().writeStatus(pod, current -> PodStatus.of(new Pod(current), view, services.node().address(),
                    services.starter()::isPublished, stopped, clock.now()));
        }
    }
}
