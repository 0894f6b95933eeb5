package dev.statelab.lab.container;

/**
 * How a container's first process is connected.
 *
 * @param input whether it has an input that stays open for whoever attaches
 * @param inputOnce whether the input is over when the first who attached is gone
 * @param terminal whether it runs in a terminal
 */
public record Console(boolean input, boolean inputOnce, boolean terminal) {

    /** No input, and no terminal. */
    public static final Console NONE = new Console(false, false, false);
}
