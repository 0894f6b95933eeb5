package dev.statelab.batch.result;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.Limits;
import dev.statelab.core.cluster.Cause;

/**
 * Why a student could not be graded. It is never a zero: somebody has to look, or the cluster has to come back.
 *
 * @param message for people; may hold hostile text
 */
public record Trouble(Kind kind, String message) {

    /** What stood in the way. */
    public enum Kind {
        /** The row of the roster. */
        ROSTER(false),
        /** The files that were handed in: missing, unreadable, harmful, or not taken by the cluster. */
        SUBMISSION(false),
        /** The kubeconfig: missing, unreadable or harmful. */
        KUBECONFIG(false),
        /** The namespace is not there. */
        NO_NAMESPACE(false),
        UNREACHABLE(true), UNAUTHORIZED(false), FORBIDDEN(false), THROTTLED(true), SERVER_ERROR(true),
        /** The API server did not answer in time, or the student's time was over. */
        TIMED_OUT(true), STILL_CHANGING(true),
        /** What the task needs could be several things, and the student has not said which. */
        UNDECIDED(false),
        /** Another rubric holds now, and the evidence does not say what the work gives by it. */
        RUBRIC_CHANGED(false),
        /** The grading itself was stopped. */
        INTERRUPTED(true), FAULTY_TASK(false),
        /** This machine, such as a full disk. */
        THIS_MACHINE(true),
        /** A bug of the grader. */
        OUR_BUG(false);

        private final boolean worthAnotherTry;

        Kind(boolean worthAnotherTry) {
            this.worthAnotherTry = worthAnotherTry;
        }

        /** Whether it may be gone by itself a little later. */
        public boolean worthAnotherTry() {
            return worthAnotherTry;
        }
    }

    public Trouble {
        requireNonNull(kind, "kind");
        message = Limits.cut(message, Limits.TEXT);
    }

    public static Trouble of(Cause cause) {
        Kind kind = switch (cause.reason()) {
            case UNREACHABLE -> Kind.UNREACHABLE;
            case UNAUTHORIZED -> Kind.UNAUTHORIZED;
            case FORBIDDEN -> Kind.FORBIDDEN;
            case THROTTLED -> Kind.THROTTLED;
            case SERVER_ERROR -> Kind.SERVER_ERROR;
            case TIMED_OUT -> Kind.TIMED_OUT;
            case STILL_CHANGING, NOT_DEPLOYED, NOT_ASKED -> Kind.STILL_CHANGING;
            case UNDECIDED -> Kind.UNDECIDED;
            case INTERRUPTED -> Kind.INTERRUPTED;
            case FAULTY_TASK -> Kind.FAULTY_TASK;
        };
        return new Trouble(kind, cause.message());
    }
}
