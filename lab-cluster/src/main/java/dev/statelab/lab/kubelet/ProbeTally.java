package dev.statelab.lab.kubelet;

import java.util.Optional;

/**
 * Counts a probe's results until they are enough to believe.
 *
 * @param verdict what is believed; empty before the first decision
 * @param streak how many results in a row were the same
 * @param lastHealthy what those results were
 */
record ProbeTally(Optional<Boolean> verdict, int streak, boolean lastHealthy) {

    static final ProbeTally NONE = new ProbeTally(Optional.empty(), 0, false);

    ProbeTally plus(boolean healthy, ProbeDefinition probe) {
        int same = streak > 0 && healthy == lastHealthy ? streak + 1 : 1;
        int needed = healthy ? probe.successThreshold() : probe.failureThreshold();
        return new ProbeTally(same >= needed ? Optional.of(healthy) : verdict, same, healthy);
    }
}
