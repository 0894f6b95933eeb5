package dev.statelab.hostile.grader;

import dev.statelab.cli.Grader;
import dev.statelab.cli.Installation;
import dev.statelab.cli.Screen;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/**
 * One command of the grader, run in this process through its entry point.
 *
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record GraderRun(int exitCode, String out, String err) {

    /** The checkout, from the folder in which the build runs tests. */
    public static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    public static GraderRun of(String... arguments) {
        return at(HOME, arguments);
    }

    /** @param home the folder with the tasks */
    public static GraderRun at(Path home, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Screen screen = new Screen(new PrintWriter(out, true), new PrintWriter(err, true), false, false, true, 80);
        int exitCode = Grader.run(screen, new Installation(home), arguments);
        return new GraderRun(exitCode, out.toString(), err.toString());
    }

    /** All that a person would see. */
    public String printed() {
        return out + err;
    }
}
