package dev.statelab.lab.container.tools;

/** A command was called wrongly; the message is what it prints after its name. */
final class UsageException extends Exception {

    private static final long serialVersionUID = 1;

    private final String complaint;
    private final int code;

    UsageException(String message) {
        this(message, 1);
    }

    UsageException(String message, int code) {
        super(message);
        this.complaint = message;
        this.code = code;
    }

    String complaint() {
        return complaint;
    }

    int code() {
        return code;
    }
}
