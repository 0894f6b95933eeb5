package dev.statelab.impostor;

import java.util.Arrays;
import java.util.Optional;

/** What an impostor does instead of its work. */
public enum Trick {
    /** Every request gets status 200 and an empty JSON object. */
    ALWAYS_OK("always-ok"),
    /** Every request gets what a good application once answered. */
    CONSTANT("constant"),
    /** Values and counts are in memory, and gone with the process. */
    MEMORY("memory"),
    /** As {@link #MEMORY}, but what is read comes with the status in the variable {@code STATUS}, 203 unless given. */
    OTHER_STATUS("other-status"),
    /**
     * Pages show a clock's microseconds, and how often one of them was asked for, which is in memory; {@code /uptime} shows
     * how many microseconds ago the process was started, and nothing else.
     */
    CLOCK("clock"),
    /**
     * Every request is passed on to the host and port in the variable {@code UPSTREAM}, in which <code>{ordinal}</code>
     * stands for the number at the end of the pod's name.
     */
    PROXY("proxy");

    private final String argument;

    Trick(String argument) {
        this.argument = argument;
    }

    /** The trick that a command line names, by its only argument. */
    public static Optional<Trick> named(String argument) {
        return Arrays.stream(values()).filter(trick -> trick.argument.equals(argument)).findFirst();
    }

    /** How the command line names it. */
    public String argument() {
        return argument;
    }
}
