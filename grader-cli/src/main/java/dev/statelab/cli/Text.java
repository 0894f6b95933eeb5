package dev.statelab.cli;

import static java.util.stream.Collectors.joining;

import dev.statelab.core.report.Printable;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.result.Outcome.Blocked;
import dev.statelab.core.result.Outcome.Failed;
import dev.statelab.core.result.Outcome.Inconclusive;
import dev.statelab.core.result.Outcome.Partial;
import dev.statelab.core.result.Outcome.Passed;

/** Short texts for a terminal; whatever comes from a cluster is made harmless on the way. */
public final class Text {

    private Text() {}

    public static String quote(String text) {
        return "'" + line(text) + "'";
    }

    /** The text on one line, without anything that a terminal would act on. */
    public static String line(String text) {
        return Printable.of(text);
    }

    /** The same with nothing but ASCII. */
    public static String ascii(String text) {
        return Printable.ascii(text);
    }

    /** As a shell reads it as one word. */
    public static String shellWord(String text) {
        return text.matches("[A-Za-z0-9_./:=@%+,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** At most so many characters. */
    public static String cut(String line, int width) {
        return line.length() <= width ? line : line.substring(0, Math.max(0, width - 3)) + "...";
    }

    static String outcome(Outcome outcome) {
        return switch (outcome) {
            case Passed() -> "passed";
            case Failed(var finding) -> "failed: found " + line(finding.found());
            case Partial(var findings) ->
                "held in part: found " + findings.stream().map(finding -> line(finding.found())).collect(joining("; "));
            case Blocked(var by) -> "not judged, because " + by + " failed";
            case Inconclusive(var cause) -> "could not be found out: " + line(cause.message());
        };
    }
}
