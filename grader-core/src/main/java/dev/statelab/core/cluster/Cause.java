package dev.statelab.core.cluster;

import static java.util.Objects.requireNonNull;

/**
 * Why something could not be found out. It never costs a point.
 *
 * @param reason for programs
 * @param message for people: what was tried and what came back, in one sentence
 */
public record Cause(Reason reason, String message) {

    public enum Reason {
        /** No connection to the API server, or it broke. */
        UNREACHABLE,
        /** 401. */
        UNAUTHORIZED,
        /** 403; the message names the missing permission. */
        FORBIDDEN,
        /** 429. */
        THROTTLED,
        /** Another 5xx, or an answer that is not Kubernetes'. */
        SERVER_ERROR,
        /** The API server did not answer within our time. */
        TIMED_OUT,
        /** The cluster was still on its way when our time was over. */
        STILL_CHANGING,
        /** Only a running cluster tells, and what is judged has not been deployed. */
        NOT_DEPLOYED,
        /** Several fit alike, and somebody has to name the one that is meant. */
        UNDECIDED,
        /** It takes steps, and only the state was looked at. */
        NOT_ASKED,
        /** The evaluation was stopped. */
        INTERRUPTED,
        /** An expression or a step of the task cannot be carried out on what is there. */
        FAULTY_TASK
    }

    public Cause {
        requireNonNull(reason, "reason");
        requireNonNull(message, "message");
    }
}
