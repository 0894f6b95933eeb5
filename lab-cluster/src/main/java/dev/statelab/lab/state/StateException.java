package dev.statelab.lab.state;

/** A folder cannot be used as a cluster's state; the message says which, why, and what to do. */
public final class StateException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public StateException(String message) {
        super(message);
    }

    public StateException(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
