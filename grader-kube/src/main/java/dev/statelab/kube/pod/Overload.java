package dev.statelab.kube.pod;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.kube.http.ApiServer;
import java.util.Optional;

/**
 * Whether the cluster or this machine has too much to do: then nobody knows whose fault it is that something is late. Of a
 * machine on which both run, the grader knows by its own work.
 */
public final class Overload {

    /** An application that has just started may need half a second of processor time for its first answer; it has ten. */
    private static final double STARVED = 15;

    /** How often in a row, so that a moment is not taken for a state. */
    private static final int LOOKS = 3;

    private final ApiServer api;
    private final Control control;

    public Overload(ApiServer api, Control control) {
        this.api = api;
        this.control = control;
    }

    /**
     * Looks at this moment. Takes 11 s at most.
     *
     * @param expected what did not come in time, such as {@code an answer from pod web-0}
     * @return empty where there is none
     */
    public Optional<Cause> meanwhile(String expected) throws InterruptedException {
        if (!api.isWell()) {
            return cause(expected,
                    "the API server does not answer at once either; check that the cluster is not overloaded");
        }
        double slowdown = STARVED;
        for (int look = 0; look < LOOKS && slowdown >= STARVED; look++) {
            slowdown = control.slowdown();
        }
        return slowdown < STARVED
                ? Optional.empty()
                : cause(expected, "this machine has so much to do that programs take " + Math.round(slowdown)
                        + " times as long; end other programs, and run this again");
    }

    private static Optional<Cause> cause(String expected, String why) {
        return Optional.of(new Cause(Reason.TIMED_OUT, "Expected " + expected + ", but " + why));
    }
}
