package dev.statelab.lab.container.shell;

/** A script that cannot be read; the message is what the shell prints after {@code syntax error: }. */
final class SyntaxException extends Exception {

    private static final long serialVersionUID = 1;

    SyntaxException(String message) {
        super(message);
    }
}
