package dev.statelab.lab.kubelet;

import dev.statelab.lab.time.LabClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Runs one pod on a thread of its own: it hears what happens, lets {@link PodDecision} decide and has that done. */
final class PodWorker {

    /**
     * Between the end of a pod's containers and the pod's own; {@code recordings/timelines/delete-pod-0.jsonl} has 380 ms.
     * Without it a pod that runs nothing would be gone between two requests of {@code kubectl delete}, which then waits
     * for the end of its successor.
     */
    private static final Duration CLEANING_UP = Duration.ofMillis(300);

    private final NodeServices services;
    private final LabClock clock;
    private final PodSandbox sandbox;
    private final PodContainers containers;
    private final LinkedBlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile Pod pod;
    private boolean gone;

    /** @param atEnd hears that nothing of the pod is left on the node */
    PodWorker(NodeServices services, Pod pod, Consumer<PodWorker> atEnd) {
        this.services = services;
        this.clock = services.clock();
        this.pod = pod;
        this.sandbox = new PodSandbox(services, pod);
        this.containers = new PodContainers(services, this::pod, sandbox, signals::add);
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
        return containers.view();
    }

    Runs runs() {
        return containers.runs();
    }

    Optional<Sandbox> sandbox() {
        return sandbox.present();
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
            containers.close();
            remove();
        } catch (InterruptedException closed) {
            // The kubelet is being closed: its pods stay in the API server as they are.
        } finally {
            containers.close();
            atEnd.accept(this);
        }
    }

    /** Until nothing is left to be done for the pod but to remove it. */
    private void work() throws InterruptedException {
        // The network and the first containers are made in one go, and shown together.
        boolean settingUp = false;
        while (true) {
            var plan = PodDecision.next(pod, view(), gone || pod.isTerminating(), clock.now());
            if (plan.steps().contains(new Step.Remove())) {
                return;
            }
            if (containers.areNoticed() && !settingUp) {
                writeStatus(false);
            }
            settingUp = plan.steps().contains(new Step.SetUp());
            for (var step : plan.steps()) {
                act(step);
            }
            listen(plan);
        }
    }

    private void act(Step step) {
        switch (step) {
            case Step.SetUp() -> containers.setUpSandbox();
            case Step.Start(var container) -> containers.start(container);
            case Step.HoldBack held -> containers.holdBack(held);
            case Step.Stop stop -> containers.stop(stop);
            case Step.TearDown() -> containers.tearDownSandbox();
            case Step.Remove() -> throw new IllegalStateException("the worker ends instead");
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
                containers.hurry(Duration.ZERO);
            }
            case Signal.OfContainer told -> containers.hear(told);
            case Signal.Look() -> {
            }
        }
    }

    private void changed(Pod now) {
        boolean sooner = pod.isTerminating() && now.grace().compareTo(pod.grace()) < 0;
        pod = now;
        if (sooner) {
            containers.hurry(now.grace());
        }
    }

    private void remove() throws InterruptedException {
        writeStatus(true);
        if (!gone) {
            clock.sleep(CLEANING_UP);
        }
        sandbox.removeVolumes();
        if (!gone) {
            services.store().remove(pod);
        }
    }

    private void writeStatus(boolean stopped) {
        if (!gone) {
            services.store().writeStatus(pod, current -> PodStatus.of(new Pod(current), view(),
                    services.node().address(), services.starter()::isPublished, stopped, clock.now()));
        }
    }
}
