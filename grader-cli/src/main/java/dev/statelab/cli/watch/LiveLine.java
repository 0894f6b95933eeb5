package dev.statelab.cli.watch;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.report.Style;
import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.result.Finding;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.result.RootCause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line of the rubric as it is at this moment. Texts may come from the student's cluster: make them printable.
 *
 * @param title of the criterion
 * @param points given at this moment; empty where that is not known
 * @param notes what was found, or why it is not known; empty where it holds
 */
record LiveLine(Mark mark, String title, Optional<Integer> points, int maxPoints, List<String> notes) {

    enum Mark {
        HOLDS("✓", "+", Style.GREEN),
        IN_PART("~", "~", Style.YELLOW),
        MISSING("✗", "x", Style.RED),
        BLOCKED("–", "-", Style.DIM),
        ON_ITS_WAY("…", ".", Style.YELLOW),
        NOT_LIVE("·", "*", Style.DIM),
        UNKNOWN("?", "?", Style.YELLOW);

        private final String unicode;
        private final String ascii;
        private final Style style;

        Mark(String unicode, String ascii, Style style) {
            this.unicode = unicode;
            this.ascii = ascii;
            this.style = style;
        }

        String text(boolean asUnicode) {
            return asUnicode ? unicode : ascii;
        }

        Style style() {
            return style;
        }
    }

    LiveLine {
        requireNonNull(mark, "mark");
        requireNonNull(title, "title");
        requireNonNull(points, "points");
        notes = List.copyOf(notes);
    }

    /**
     * What judging came to.
     *
     * @param causes why it failed, where that is known
     */
    static LiveLine of(CriterionResult result, List<RootCause> causes) {
        return switch (result.outcome()) {
            case Outcome.Passed _ -> known(Mark.HOLDS, result, List.of());
            case Outcome.Failed(Finding finding) -> known(Mark.MISSING, result, notes(List.of(finding), causes));
            case Outcome.Partial(List<Finding> findings) -> known(Mark.IN_PART, result, notes(findings, causes));
            case Outcome.Blocked(String by) -> known(Mark.BLOCKED, result, List.of("needs " + by));
            case Outcome.Inconclusive(Cause(Cause.Reason reason, String message)) -> unknown(
                    reason == Cause.Reason.STILL_CHANGING ? Mark.ON_ITS_WAY : Mark.UNKNOWN, result, message);
        };
    }

    /** It takes steps, which are under way. */
    static LiveLine asking(CriterionResult result) {
        return unknown(Mark.ON_ITS_WAY, result, "asking the application");
    }

    /** It takes steps that disturb pods. */
    static LiveLine notLive(CriterionResult result) {
        return unknown(Mark.NOT_LIVE, result, "disturbs pods: Enter judges it");
    }

    /** The same, as it was when everything was judged. */
    LiveLine asOf(String time) {
        List<String> all = new ArrayList<>(notes);
        all.add("judged at " + time);
        return new LiveLine(mark, title, points, maxPoints, all);
    }

    /** As in {@code 10/15}. */
    String score() {
        return points.map(String::valueOf).orElse("?") + "/" + maxPoints;
    }

    private static LiveLine known(Mark mark, CriterionResult result, List<String> notes) {
        return new LiveLine(mark, result.title(), Optional.of(result.points()), result.maxPoints(), notes);
    }

    private static LiveLine unknown(Mark mark, CriterionResult result, String why) {
        return new LiveLine(mark, result.title(), Optional.empty(), result.maxPoints(), List.of(why));
    }

    private static List<String> notes(List<Finding> findings, List<RootCause> causes) {
        List<String> notes = new ArrayList<>();
        findings.stream().limit(1).forEach(finding -> notes.add("found " + finding.found()));
        if (findings.size() > 1) {
            notes.add("and " + (findings.size() - 1) + " more");
        }
        causes.stream().limit(1).forEach(cause -> notes.add(cause.title()));
        return notes;
    }
}
