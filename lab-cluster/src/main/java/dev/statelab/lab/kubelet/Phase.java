package dev.statelab.lab.kubelet;

import dev.statelab.lab.kubelet.ContainerState.Running;
import dev.statelab.lab.kubelet.ContainerState.Terminated;
import dev.statelab.lab.kubelet.ContainerState.Waiting;

/**
 * A pod's phase.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-phase">Pod phase</a>
 */
enum Phase {

    PENDING("Pending"), RUNNING("Running"), SUCCEEDED("Succeeded"), FAILED("Failed");

    private final String text;

    Phase(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    boolean isFinal() {
        return this == SUCCEEDED || this == FAILED;
    }

    /** @param stopped whether the pod is at its end, so that no container starts any more */
    static Phase of(Pod pod, PodView view, boolean stopped) {
        if (pod.restartPolicy() == RestartPolicy.NEVER && pod.initContainers().stream()
                .filter(ContainerDefinition::runsToEnd).anyMatch(init -> hasFailed(view.container(init)))) {
            return FAILED;
        }
        if (!stopped && pod.initContainers().stream().anyMatch(init -> isPending(init, view.container(init)))) {
            return PENDING;
        }
        var containers = pod.containers().stream().map(view::container).toList();
        if (containers.stream().anyMatch(Phase::hasNeverRun)) {
            return PENDING;
        }
        if (containers.stream().anyMatch(ContainerView::isRunning)) {
            return RUNNING;
        }
        if (!stopped && pod.restartPolicy() == RestartPolicy.ALWAYS) {
            return RUNNING;
        }
        if (containers.stream().allMatch(ContainerView::succeeded)) {
            return SUCCEEDED;
        }
        return stopped || pod.restartPolicy() == RestartPolicy.NEVER ? FAILED : RUNNING;
    }

    /** Whether the containers after this init container cannot have begun. */
    private static boolean isPending(ContainerDefinition init, ContainerView view) {
        return switch (view.state()) {
            case Running _ -> init.runsToEnd() || !view.started();
            case Terminated end -> init.runsToEnd() && end.exitCode() != 0;
            case Waiting _ -> init.runsToEnd() ? !view.succeeded() : view.last().isEmpty();
        };
    }

    private static boolean hasFailed(ContainerView view) {
        return view.ended().filter(end -> end.exitCode() != 0).isPresent();
    }

    private static boolean hasNeverRun(ContainerView view) {
        return view.state() instanceof Waiting && view.last().isEmpty();
    }
}
