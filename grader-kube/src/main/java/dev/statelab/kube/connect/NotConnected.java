package dev.statelab.kube.connect;

/** Leaves the way to a cluster at the point where it cannot go on; {@link Connector} turns it into a value. */
final class NotConnected extends Exception {
    private final transient ConnectProblem problem;

    NotConnected(String expected, String found, String hint) {
        super(found);
        this.problem = new ConnectProblem(expected, found, hint);
    }

    ConnectProblem problem() {
        return problem;
    }
}
