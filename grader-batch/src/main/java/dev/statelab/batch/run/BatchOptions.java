package dev.statelab.batch.run;

import static java.util.Objects.requireNonNull;

import dev.statelab.kube.connect.UntrustedRules;
import java.time.Duration;

/**
 * How a batch is run.
 *
 * @param parallel how many students are graded at the same time, at least 1
 * @param perServer how many of them on one API server, at least 1
 * @param retries how often one is tried again whose trouble may pass, at least 0
 * @param perStudent how long one try may take
 * @param deadline how long the whole batch may take
 * @param firstPause before the first further try; doubles with each one
 * @param longestPause before any try
 * @param kubeconfigs what kubeconfigs of students may contain
 */
public record BatchOptions(
        int parallel,
        int perServer,
        int retries,
        Duration perStudent,
        Duration deadline,
        Duration firstPause,
        Duration longestPause,
        UntrustedRules kubeconfigs) {

    /** Long enough for every night. */
    public static final Duration NO_DEADLINE = Duration.ofDays(365);

    public BatchOptions {
        requireNonNull(perStudent, "perStudent");
        requireNonNull(deadline, "deadline");
        requireNonNull(firstPause, "firstPause");
        requireNonNull(longestPause, "longestPause");
        requireNonNull(kubeconfigs, "kubeconfigs");
        if (parallel < 1 || perServer < 1 || retries < 0) {
            throw new IllegalArgumentException("parallel %d, perServer %d, retries %d"
                    .formatted(parallel, perServer, retries));
        }
    }
}
