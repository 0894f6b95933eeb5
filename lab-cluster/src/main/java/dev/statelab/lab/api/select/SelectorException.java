package dev.statelab.lab.api.select;

/** A selector that cannot be understood, in Kubernetes' words. */
public final class SelectorException extends Exception {

    private static final long serialVersionUID = 1;

    private final String problem;

    SelectorException(String problem) {
        super(problem);
        this.problem = problem;
    }

    /** What cannot be understood. */
    public String problem() {
        return problem;
    }
}
