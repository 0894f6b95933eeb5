package dev.statelab.lab.kubelet;

import dev.statelab.lab.kubelet.ContainerState.Running;
import dev.statelab.lab.kubelet.ContainerState.Terminated;
import dev.statelab.lab.kubelet.ContainerState.Waiting;
import java.time.Instant;
import java.util.Optional;

/**
 * One container of a pod as the kubelet sees it.
 *
 * @param last how the latest run ended that is over, unless {@code state} says so
 * @param restarts how often it was started after the first time
 * @param started whether it runs and its startup probe, if any, has succeeded
 * @param ready whether it serves, by its readiness probe if any
 * @param failed the probe that demands its end, if one does
 * @param stopping whether its end was asked for
 * @param retryAt a start was refused, and is not tried again before this
 * @param backOff of its restarts
 * @param pullBackOff of the attempts to fetch its image
 */
record ContainerView(
        ContainerState state,
        Optional<Terminated> last,
        int restarts,
        boolean started,
        boolean ready,
        Optional<ProbeKind> failed,
        boolean stopping,
        Optional<Instant> retryAt,
        Optional<BackOff> backOff,
        Optional<BackOff> pullBackOff) {

    /** A container that nothing has happened to. */
    static ContainerView created(boolean podHasInitContainers) {
        var reason = podHasInitContainers ? "PodInitializing" : "ContainerCreating";
        return new ContainerView(new Waiting(reason, ""), Optional.empty(), 0, false, false, Optional.empty(), false,
                Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A container that does not run, after a kubelet's own restart. */
    static ContainerView stopped(ContainerState state, Optional<Terminated> last, int restarts) {
        return new ContainerView(state, last, restarts, false, false, Optional.empty(), false, Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    boolean isRunning() {
        return state instanceof Running;
    }

    /** How the newest run ended; empty when it runs, or has never run. */
    Optional<Terminated> ended() {
        return switch (state) {
            case Terminated terminated -> Optional.of(terminated);
            case Waiting _ -> last;
            case Running _ -> Optional.empty();
        };
    }

    boolean succeeded() {
        return ended().filter(end -> end.exitCode() == 0).isPresent();
    }

    /** Of the run that the state is about, or of the latest; empty before the first. */
    String containerId() {
        return switch (state) {
            case Running running -> running.containerId();
            case Terminated end -> end.containerId();
            case Waiting _ -> last.map(Terminated::containerId).orElse("");
        };
    }

    /** A run has begun; whether it serves is yet to be seen. */
    ContainerView running(Running now, Optional<BackOff> nextBackOff) {
        var previous = ended();
        return new ContainerView(now, previous, previous.isPresent() ? restarts + 1 : restarts, false, false,
                Optional.empty(), false, Optional.empty(), nextBackOff, Optional.empty());
    }

    /** It runs, and its {@code postStart} hook is through: what no probe guards is there. */
    ContainerView opened(ContainerDefinition container) {
        boolean isStarted = container.probe(ProbeKind.STARTUP).isEmpty();
        return withServing(isStarted, isStarted && readyOnceStarted(container));
    }

    private static boolean readyOnceStarted(ContainerDefinition container) {
        return !container.runsToEnd() && container.probe(ProbeKind.READINESS).isEmpty();
    }

    ContainerView terminated(Terminated end) {
        return new ContainerView(end, last, restarts, false, false, Optional.empty(), false, Optional.empty(), backOff,
                pullBackOff);
    }

    /** It cannot run now; how it ended before is kept. */
    ContainerView waiting(String reason, String message, Instant until) {
        return new ContainerView(new Waiting(reason, message), ended(), restarts, false, false, Optional.empty(), false,
                Optional.of(until), backOff, pullBackOff);
    }

    /** A process that could not be executed counts as a run. */
    ContainerView startFailed(Terminated end, String reason, Instant until, Optional<BackOff> nextBackOff) {
        return new ContainerView(new Waiting(reason, end.message()), Optional.of(end),
                ended().isPresent() ? restarts + 1 : restarts, false, false, Optional.empty(), false,
                Optional.of(until), nextBackOff, pullBackOff);
    }

    ContainerView withPullBackOff(BackOff next) {
        return new ContainerView(state, last, restarts, started, ready, failed, stopping, retryAt, backOff,
                Optional.of(next));
    }

    ContainerView withStopping() {
        return new ContainerView(state, last, restarts, started, ready, failed, true, retryAt, backOff, pullBackOff);
    }

    /** A probe has decided: what it means depends on its kind. */
    ContainerView probed(ContainerDefinition container, ProbeKind kind, boolean healthy) {
        return switch (kind) {
            case STARTUP -> healthy ? withServing(true, readyOnceStarted(container)) : withFailed(kind);
            case LIVENESS -> healthy ? this : withFailed(kind);
            case READINESS -> withServing(started, healthy);
        };
    }

    private ContainerView withServing(boolean isStarted, boolean isReady) {
        return new ContainerView(state, last, restarts, isStarted, isReady, failed, stopping, retryAt, backOff,
                pullBackOff);
    }

    private ContainerView withFailed(ProbeKind kind) {
        return new ContainerView(state, last, restarts, started, ready, Optional.of(kind), stopping, retryAt, backOff,
                pullBackOff);
    }
}
