package dev.statelab.batch.result;

/** The folder of results cannot be used, or not any more. Its message says why, and what to do; what is in it is whole. */
public final class ResultsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ResultsException(String message) {
        super(message);
    }

    ResultsException(String message, Throwable cause) {
        super(message, cause);
    }
}
