package dev.statelab.kube.helm;

/** Helm was at work for too long, or took too much memory, and was ended; its message says so, and what to look for. */
public final class HelmEnded extends RuntimeException {

    private static final long serialVersionUID = 1;

    HelmEnded(String message) {
        super(message);
    }
}
