package dev.statelab.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/** Runs the command as {@code main} does, but with a screen that a test can read. */
public final class Terminal {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Installation installation;

    public Terminal() {
        this(Path.of(".."));
    }

    /** @param home the folder with the tasks */
    public Terminal(Path home) {
        this.installation = new Installation(home);
    }

    /** The exit code. */
    public int run(String... args) {
        Screen screen = new Screen(new PrintWriter(out, true), new PrintWriter(err, true), false, false, true, 80);
        return Grader.run(screen, installation, args);
    }

    public String out() {
        return out.toString();
    }

    public String err() {
        return err.toString();
    }
}
