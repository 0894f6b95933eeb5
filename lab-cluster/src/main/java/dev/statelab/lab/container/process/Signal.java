package dev.statelab.lab.container.process;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The signals that a process can get here. */
public enum Signal {
    HUP(1), INT(2), QUIT(3), KILL(9), USR1(10), USR2(12), PIPE(13), TERM(15);

    private static final int BY_SIGNAL = 128;

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** The exit code of a process that the signal ended. */
    public int exitCode() {
        return BY_SIGNAL + number;
    }

    /** @param text {@code 15}, {@code TERM} or {@code SIGTERM} */
    public static Optional<Signal> parse(String text) {
        String name = text.toUpperCase(Locale.ROOT);
        return Arrays.stream(values()).filter(signal -> name.equals(signal.name())
                || name.equals("SIG" + signal.name()) || name.equals(Integer.toString(signal.number))).findFirst();
    }
}
