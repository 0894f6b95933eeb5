package dev.statelab.lab.container.shell;

/** An error that ends a script with status 2; the message is what the shell prints after its name. */
final class ShellError extends Exception {

    private static final long serialVersionUID = 1;

    private final String complaint;

    ShellError(String complaint) {
        super(complaint);
        this.complaint = complaint;
    }

    String complaint() {
        return complaint;
    }
}
