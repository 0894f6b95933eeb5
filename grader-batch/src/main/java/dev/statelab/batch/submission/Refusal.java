package dev.statelab.batch.submission;

/** Ends the opening of a submission with what was expected and what was found instead. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1;

    Refusal(String message) {
        super(message);
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
