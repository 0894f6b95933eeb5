package dev.statelab.lab.kubelet;

import dev.statelab.lab.time.LabClock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What happens around a container's run: {@code postStart} after its start; {@code preStop}, SIGTERM, and after a time
 * SIGKILL before its end. For the thread of its pod's worker.
 */
final class ContainerLifecycle {

    /** What a container has between SIGTERM and SIGKILL at least, however short its grace period is. */
    private static final Duration LEAST_GRACE = Duration.ofSeconds(2);

    private final Hooks hooks;
    private final LabClock clock;
    private final PodEvents events;
    private final Set<Thread> threads = new LinkedHashSet<>();

    ContainerLifecycle(Hooks hooks, LabClock clock, PodEvents events) {
        this.hooks = hooks;
        this.clock = clock;
        this.events = events;
    }

    /** Runs the container's {@code postStart} hook; its worker hears when that is through. */
    void started(ContainerDefinition container, Runs.Run run, Sandbox sandbox, Consumer<Signal> worker) {
        threads.removeIf(thread -> !thread.isAlive());
        threads.add(Thread.ofVirtual().name("lab-post-start").start(() -> {
            try {
                boolean succeeded = hooks.run(container.hook("postStart"), container, run.process(),
                        sandbox.network(), Hooks.NO_LIMIT);
                worker.accept(new Signal.Hooked(container, run.id(), succeeded));
            } catch (InterruptedException closed) {
                run.process().kill();
            }
        }));
    }

    /** Begins to end a container; its worker hears of the end as of any other. */
    void stop(Pod pod, ContainerDefinition container, Runs.Run run, Sandbox sandbox, Step.Stop stop) {
        events.normal(pod, container, "Killing", stop.message());
        var grace = stop.grace().orElseGet(pod::grace);
        if (container.hook("preStop").isMissingNode() || grace.isZero()) {
            terminate(run, grace);
            return;
        }
        threads.removeIf(thread -> !thread.isAlive());
        threads.add(Thread.ofVirtual().name("lab-pre-stop").start(() -> {
            var began = clock.now();
            try {
                if (!hooks.run(container.hook("preStop"), container, run.process(), sandbox.network(), grace)) {
                    events.warning(pod, container, "FailedPreStopHook", "PreStopHook failed");
                }
                terminate(run, grace.minus(Duration.between(began, clock.now())));
            } catch (InterruptedException closed) {
                run.process().kill();
            }
        }));
    }

    private void terminate(Runs.Run run, Duration grace) {
        run.process().terminate();
        killAfter(run, grace);
    }

    /** Kills a container that has not ended by then. */
    void killAfter(Runs.Run run, Duration grace) {
        var timer = clock.after(grace.compareTo(LEAST_GRACE) < 0 ? LEAST_GRACE : grace, run.process()::kill);
        var _ = run.process().exit().whenComplete((_, _) -> timer.cancel());
    }

    /** Gives up waiting for hooks, and waits for the end of that. */
    void close() {
        threads.forEach(Thread::interrupt);
        try {
            for (var thread : threads) {
                thread.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
