package dev.statelab.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/** Runs the command as {@code main} does, but with a screen that a test can read. */
final class Terminal {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Installation installation;

    Terminal() {
        this(Path.of(".."));
    }

    /** @param home the folder with the tasks */
    Terminal(Path home) {
        this.installation = new Installation(home);
    }

    /** The exit code. */
    int run(String... args) {
        Screen screen = new Screen(new PrintWriter(out, true), new PrintWriter(err, true), false, false, true, 80);
        return Grader.run(screen, installation, args);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
