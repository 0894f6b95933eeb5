package dev.statelab.lab.kubelet;

import dev.statelab.lab.container.ContainerRuntime;
import dev.statelab.lab.container.ContainerSpec;
import dev.statelab.lab.container.RunningContainer;
import dev.statelab.lab.kubelet.ContainerState.Running;
import dev.statelab.lab.kubelet.ContainerState.Terminated;
import dev.statelab.lab.time.LabClock;
import java.time.Instant;
import java.util.Optional;

/** Starts containers, and says in events what came of it. */
final class ContainerStarter {

    private static final int COMMAND_NOT_EXECUTABLE = 128;

    private final ContainerRuntime runtime;
    private final LabClock clock;
    private final PodEvents events;

    ContainerStarter(ContainerRuntime runtime, LabClock clock, PodEvents events) {
        this.runtime = runtime;
        this.clock = clock;
        this.events = events;
    }

    /**
     * @param view the container afterwards
     * @param process empty where none was started
     */
    record Outcome(ContainerView view, Optional<RunningContainer> process) {

        static Outcome notStarted(ContainerView view) {
            return new Outcome(view, Optional.empty());
        }
    }

    Outcome start(ContainerDefinition container, ContainerView view, Sandbox sandbox, NamespaceObjects objects) {
        var pod = sandbox.fields().pod();
        var pull = ImagePull.of(container, view, isAvailable(container), clock.now());
        for (var report : pull.reports()) {
            if (report.warning()) {
                events.warning(pod, container, report.reason(), report.message());
            } else {
                events.normal(pod, container, report.reason(), report.message());
            }
        }
        return pull.refused().map(Outcome::notStarted)
                .orElseGet(() -> switch (ContainerSpecs.of(container, sandbox, objects,
                        runtime.user(container.image()))) {
                    case Found.Missing<ContainerSpec>(var message) -> {
                        events.warning(pod, container, "Failed", "Error: " + message);
                        yield Outcome.notStarted(view.waiting("CreateContainerConfigError", message,
                                clock.now().plus(PodDecision.SYNC_PERIOD)));
                    }
                    case Found.Value<ContainerSpec>(var spec) -> run(pod, container, view, spec);
                });
    }

    /** Whether an image came from a registry, and was not only imported into the node. */
    boolean isPublished(String image) {
        return runtime.canPull(image);
    }

    private boolean isAvailable(ContainerDefinition container) {
        return container.pullPolicy() == PullPolicy.ALWAYS
                ? runtime.canPull(container.image())
                : runtime.hasImage(container.image());
    }

    private Outcome run(Pod pod, ContainerDefinition container, ContainerView view, ContainerSpec spec) {
        boolean again = view.ended().isPresent();
        int number = again ? view.restarts() + 1 : view.restarts();
        var id = Ids.container(pod, container.name(), number);
        var nextBackOff = again ? Optional.of(BackOff.after(view.backOff(), clock.now())) : view.backOff();
        events.normal(pod, container, "Created", "Created container: " + container.name());
        try {
            var process = runtime.start(spec);
            events.normal(pod, container, "Started", "Started container " + container.name());
            return new Outcome(view.running(new Running(id, clock.now()), nextBackOff), Optional.of(process));
        } catch (ContainerRuntime.StartException refused) {
            var message = Optional.ofNullable(refused.getMessage()).orElse("");
            events.warning(pod, container, "Failed", "Error: " + message);
            var end = new Terminated(id, COMMAND_NOT_EXECUTABLE, "StartError", message, Instant.EPOCH, clock.now());
            boolean restarts = container.restartPolicy(pod).restartsAfter(end.exitCode());
            return Outcome.notStarted(restarts
                    ? view.startFailed(end, "RunContainerError", clock.now().plus(PodDecision.SHORTLY), nextBackOff)
                    : view.terminated(end));
        }
    }
}
