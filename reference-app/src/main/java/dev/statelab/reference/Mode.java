package dev.statelab.reference;

import java.util.Arrays;
import java.util.Optional;

/** What the application does; a process does one of these. */
public enum Mode {
    /** A key-value store: {@code /obj/KEY}, {@code /location/KEY}, {@code /health}. */
    KV("kv", 5000),
    /** A counter in a file that somebody else made: {@code /count}, {@code /increment}, {@code /reset}, {@code /ready}. */
    COUNTER("counter", 8080),
    /** A page that counts its visits: {@code /}, {@code /visits}, {@code /health}. */
    VISITS("visits", 8000);

    private final String argument;
    private final int defaultPort;

    Mode(String argument, int defaultPort) {
        this.argument = argument;
        this.defaultPort = defaultPort;
    }

    /** The mode that a command line names, by its only argument. */
    public static Optional<Mode> named(String argument) {
        return Arrays.stream(values()).filter(mode -> mode.argument.equals(argument)).findFirst();
    }

    /** How the command line names it. */
    public String argument() {
        return argument;
    }

    int defaultPort() {
        return defaultPort;
    }
}
