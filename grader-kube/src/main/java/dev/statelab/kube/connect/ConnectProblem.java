package dev.statelab.kube.connect;

import static java.util.Objects.requireNonNull;

/**
 * Why there is no way to a cluster.
 *
 * @param expected what was needed
 * @param found what was there instead, with the file's name
 * @param hint what to try
 */
public record ConnectProblem(String expected, String found, String hint) {
    public ConnectProblem {
        requireNonNull(expected, "expected");
        requireNonNull(found, "found");
        requireNonNull(hint, "hint");
    }

    @Override
    public String toString() {
        return "Expected " + expected + "; found " + found + ". Try: " + hint;
    }
}
