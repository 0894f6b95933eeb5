package dev.statelab.kube;

import dev.statelab.kube.connect.Connection;
import dev.statelab.kube.observe.ObservationLimits;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/** A machine on which programs take as many times as long as a test says; at first as long as ever. */
final class SlowMachine {

    private final Deque<Integer> timesAsLong = new ArrayDeque<>();
    private int last = 1;

    /** @param slowdowns one for each time that it is asked; the last one stays */
    synchronized void takes(int... slowdowns) {
        timesAsLong.clear();
        for (int slowdown : slowdowns) {
            timesAsLong.add(slowdown);
        }
    }

    private synchronized double slowdown() {
        last = timesAsLong.isEmpty() ? last : timesAsLong.remove();
        return last;
    }

    /** A cluster, graded from this machine. */
    KubeCluster cluster(Connection connection) {
        return KubeCluster.open(connection, ObservationLimits.USUAL, InstantSource.system(), this::slowdown);
    }
}
