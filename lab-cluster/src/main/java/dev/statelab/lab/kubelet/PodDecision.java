package dev.statelab.lab.kubelet;

import dev.statelab.lab.kubelet.ContainerState.Running;
import dev.statelab.lab.kubelet.ContainerState.Terminated;
import dev.statelab.lab.kubelet.ContainerState.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides what a kubelet does next for a pod: a pure function of the pod, of what is seen of it, and of the time.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/">Pod Lifecycle</a>
 */
final class PodDecision {

    /** How often a kubelet looks at a container that cannot start. */
    static final Duration SYNC_PERIOD = Duration.ofSeconds(10);

    /** How soon a kubelet looks again after something has happened to a container. */
    static final Duration SHORTLY = Duration.ofSeconds(1);

    private final Pod pod;
    private final PodView view;
    private final Instant now;
    private final List<Step> steps = new ArrayList<>();
    private Optional<Instant> lookAgain = Optional.empty();

    private PodDecision(Pod pod, PodView view, Instant now) {
        this.pod = pod;
        this.view = view;
        this.now = now;
    }

    /** @param deleted whether the pod has to go, or has gone from the API server already */
    static Plan next(Pod pod, PodView view, boolean deleted, Instant now) {
        var decision = new PodDecision(pod, view, now);
        if (deleted) {
            decision.end();
        } else {
            decision.live();
        }
        return new Plan(decision.steps, decision.lookAgain);
    }

    /** Sidecars end after the containers that they serve, the last one first. */
    private void end() {
        var running = pod.allContainers().stream().filter(container -> view.container(container).isRunning()).toList();
        if (running.isEmpty()) {
            steps.add(new Step.Remove());
            return;
        }
        var others = running.stream().filter(container -> !container.sidecar()).toList();
        (others.isEmpty() ? List.of(running.getLast()) : others).stream()
                .filter(container -> !view.container(container).stopping())
                .forEach(container -> steps.add(new Step.Stop(container, "Stopping container " + container.name(),
                        Optional.empty())));
    }

    private void live() {
        if (isOver()) {
            pod.initContainers().stream().filter(container -> view.container(container).isRunning())
                    .filter(container -> !view.container(container).stopping())
                    .forEach(container -> steps.add(new Step.Stop(container,
                            "Stopping container " + container.name(), Optional.empty())));
            boolean quiet = view.containers().values().stream().noneMatch(ContainerView::isRunning);
            if (quiet && view.networkUp()) {
                steps.add(new Step.TearDown());
            }
            return;
        }
        if (!view.networkUp()) {
            if (mayTry(view.setUpAt())) {
                steps.add(new Step.SetUp());
            }
            return;
        }
        for (var init : pod.initContainers()) {
            consider(init);
            if (!hasOpenedTheWay(init)) {
                return;
            }
        }
        pod.containers().forEach(this::consider);
    }

    /** Whether no container of the pod will do anything any more, except sidecars. */
    private boolean isOver() {
        boolean initFailed = pod.initContainers().stream().filter(ContainerDefinition::runsToEnd)
                .anyMatch(init -> hasEndedForGood(init) && !view.container(init).succeeded());
        return initFailed || pod.containers().stream().allMatch(this::hasEndedForGood);
    }

    private boolean hasEndedForGood(ContainerDefinition container) {
        return view.container(container).ended()
                .filter(end -> !container.restartPolicy(pod).restartsAfter(end.exitCode())).isPresent();
    }

    /** Whether what comes after this init container may start. */
    private boolean hasOpenedTheWay(ContainerDefinition init) {
        var seen = view.container(init);
        return init.sidecar() ? seen.started() || seen.last().isPresent() : seen.succeeded();
    }

    private void consider(ContainerDefinition container) {
        var seen = view.container(container);
        switch (seen.state()) {
            case Running _ -> stopUnhealthy(container, seen);
            case Terminated end -> startAgain(container, seen, end);
            case Waiting _ when !mayTry(seen.retryAt()) -> {
            }
            case Waiting _ when seen.last().isPresent() -> startAgain(container, seen, seen.last().get());
            case Waiting _ -> steps.add(new Step.Start(container));
        }
    }

    private void stopUnhealthy(ContainerDefinition container, ContainerView seen) {
        if (seen.failed().isPresent() && !seen.stopping()) {
            var kind = seen.failed().get();
            steps.add(new Step.Stop(container,
                    "Container " + container.name() + " failed " + kind.word() + " probe, will be restarted",
                    container.probe(kind).flatMap(ProbeDefinition::grace)));
        }
    }

    private void startAgain(ContainerDefinition container, ContainerView seen, Terminated end) {
        if (hasEndedForGood(container)) {
            return;
        }
        var backOff = seen.backOff();
        var until = backOff.flatMap(wait -> wait.until(end.finishedAt(), now));
        if (backOff.isEmpty() || until.isEmpty()) {
            steps.add(new Step.Start(container));
            return;
        }
        var nextLook = now.plus(SYNC_PERIOD);
        steps.add(new Step.HoldBack(container, backOff.get().delay(),
                until.get().isBefore(nextLook) ? until.get() : nextLook));
    }

    /** Remembers to look again where the time has not come. */
    private boolean mayTry(Optional<Instant> notBefore) {
        if (notBefore.isEmpty() || !now.isBefore(notBefore.get())) {
            return true;
        }
        if (lookAgain.isEmpty() || notBefore.get().isBefore(lookAgain.get())) {
            lookAgain = notBefore;
        }
        return false;
    }
}
