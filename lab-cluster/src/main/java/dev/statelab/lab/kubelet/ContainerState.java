package dev.statelab.lab.kubelet;

import java.time.Instant;

/** What a container does, as its pod's status shows it. */
sealed interface ContainerState {

    /** @param message empty for none */
    record Waiting(String reason, String message) implements ContainerState {}

    /** @param containerId as in the status: {@code containerd://…} */
    record Running(String containerId, Instant startedAt) implements ContainerState {}

    /**
     * @param reason {@code Completed}, {@code Error}, {@code OOMKilled} or {@code StartError}
     * @param message empty for none
     */
    record Terminated(
            String containerId,
            int exitCode,
            String reason,
            String message,
            Instant startedAt,
            Instant finishedAt) implements ContainerState {}
}
