package dev.statelab.cli;

/**
 * Ends a command with a message for the person at the keyboard: what is wrong, where, and what to do.
 */
public final class GraderException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int exitCode;

    public GraderException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public GraderException(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
