package dev.statelab.lab.kubelet;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a kubelet does next for a pod. */
sealed interface Step {

    /** Mounts the volumes and makes the network. */
    record SetUp() implements Step {}

    record Start(ContainerDefinition container) implements Step {}

    /**
     * Shows that a container waits before it starts again.
     *
     * @param backOff how long it waits altogether
     * @param until when to look again
     */
    record HoldBack(ContainerDefinition container, Duration backOff, Instant until) implements Step {}

    /**
     * Ends a container.
     *
     * @param message of the {@code Killing} event
     * @param grace between SIGTERM and SIGKILL where it is not the pod's own
     */
    record Stop(ContainerDefinition container, String message, Optional<Duration> grace) implements Step {}

    /** All containers have ended for good: the network and the probes go. */
    record TearDown() implements Step {}

    /** The deleted pod has stopped: its final status is written, and it is removed. */
    record Remove() implements Step {}
}
