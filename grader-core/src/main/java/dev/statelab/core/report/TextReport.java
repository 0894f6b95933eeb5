package dev.statelab.core.report;

import dev.statelab.core.Limits;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.result.Credit;
import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Finding;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.result.RootCause;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * An evaluation for people at a terminal: every criterion with its points; under one that failed what was expected, what
 * was found and what to try, and the criteria that it blocks; at the end the score and the time.
 */
public final class TextReport {

    private static final int NARROW = 60;
    private static final int LABELS = 10;

    private final Evaluation evaluation;
    private final TextOptions options;
    private final Page page;
    private final int indent;
    private final int points;
    private final Map<String, CriterionResult> explained = new HashMap<>();

    private TextReport(Evaluation evaluation, TextOptions options) {
        this.evaluation = evaluation;
        this.options = options;
        this.page = new Page(options);
        this.indent = options.width() < NARROW ? 0 : 2;
        this.points = 2 * evaluation.criteria().stream()
                .mapToInt(result -> Integer.toString(result.maxPoints()).length()).max().orElse(1) + 1;
    }

    /** The report, each line ended by a line feed. A pure function: the same evaluation gives the same text. */
    public static String render(Evaluation evaluation, TextOptions options) {
        return new TextReport(evaluation, options).render();
    }

    private enum Mark {
        PASSED("✓", "+", Style.GREEN, Style.PLAIN),
        FAILED("✗", "x", Style.RED, Style.PLAIN),
        PARTIAL("~", "~", Style.YELLOW, Style.PLAIN),
        BLOCKED("–", "-", Style.DIM, Style.DIM),
        INCONCLUSIVE("?", "?", Style.YELLOW, Style.PLAIN);

        private final String unicode;
        private final String ascii;
        private final Style style;
        private final Style titleStyle;

        Mark(String unicode, String ascii, Style style, Style titleStyle) {
            this.unicode = unicode;
            this.ascii = ascii;
            this.style = style;
            this.titleStyle = titleStyle;
        }
    }

    private String render() {
        page.text(0, evaluation.task().name() + " · " + evaluation.task().title(), Style.BOLD);
        page.text(0, "namespace " + evaluation.namespace(), Style.DIM);
        page.blank();
        ParameterLines.print(evaluation.parameters(), page, indent);
        Map<Cause, CriterionResult> told = new HashMap<>();
        for (CriterionResult result : evaluation.criteria()) {
            switch (result.outcome()) {
                case Outcome.Passed _ -> criterion(indent, Mark.PASSED, result);
                case Outcome.Failed(Finding finding) -> failed(Mark.FAILED, result, List.of(finding));
                case Outcome.Partial(List<Finding> findings) -> failed(Mark.PARTIAL, result, findings);
                case Outcome.Inconclusive(Cause cause) -> {
                    criterion(indent, Mark.INCONCLUSIVE, result);
                    CriterionResult before = told.putIfAbsent(cause, result);
                    detail("unknown", before == null ? cause.message() : "for the same reason as " + before.title());
                }
                case Outcome.Blocked _ -> {
                    // It stands under the criterion that blocks it.
                }
            }
        }
        page.blank();
        score();
        hidden();
        label("time", time(), Style.PLAIN);
        evaluation.noticed().forEach(remark -> label("noticed", remark, Style.YELLOW));
        label("cluster", ClusterLine.of(evaluation.cluster()), Style.DIM);
        return page.text();
    }

    private void failed(Mark mark, CriterionResult result, List<Finding> findings) {
        criterion(indent, mark, result);
        List<RootCause> causes = evaluation.rootCauses(result.id());
        // The same may be missing for several objects.
        Collection<List<Finding>> groups = findings.stream().collect(Collectors.groupingBy(
                finding -> List.of(finding.expected(), finding.hint()), LinkedHashMap::new, Collectors.toList()))
                .values();
        boolean saysWhatToTry = groups.size() == 1 && !causes.isEmpty();
        groups.forEach(alike -> details(alike, !saysWhatToTry));
        causes.stream().limit(Limits.NAMED_OBJECTS).forEach(cause -> because(result, cause));
        evaluation.criteria().stream()
                .filter(other -> other.outcome() instanceof Outcome.Blocked(String by) && by.equals(result.id()))
                .forEach(blocked -> criterion(indent + 2, Mark.BLOCKED, blocked));
    }

    private void details(List<Finding> alike, boolean hint) {
        Finding finding = alike.getFirst();
        detail("expected", finding.expected());
        alike.stream().limit(Limits.NAMED_OBJECTS).forEach(each -> detail("found", each.found()));
        if (alike.size() > Limits.NAMED_OBJECTS) {
            detail("", "and " + (alike.size() - Limits.NAMED_OBJECTS) + " more");
        }
        if (hint && !finding.hint().isEmpty()) {
            detail("try", finding.hint());
        }
    }

    /** The first criterion that it cost tells it in full. */
    private void because(CriterionResult result, RootCause cause) {
        CriterionResult first = explained.computeIfAbsent(cause.id(), _ -> result);
        if (!first.equals(result)) {
            cause("the same as under " + first.title() + ": " + cause.title(), Style.PLAIN);
            return;
        }
        int start = indent + 4;
        cause(cause.title(), Style.BOLD);
        page.labelled(start, "expected", LABELS, cause.finding().expected(), Style.PLAIN);
        page.labelled(start, "found", LABELS, cause.finding().found(), Style.PLAIN);
        page.quoted(start, "log", LABELS, cause.log(), Style.DIM);
        page.labelled(start, "try", LABELS, cause.finding().hint(), Style.PLAIN);
        cause.consequences().forEach(consequence -> page.labelled(start, "so", LABELS, consequence, Style.PLAIN));
    }

    private void cause(String title, Style style) {
        page.item(indent + 2, options.unicode() ? "▸" : ">", Style.RED, title, style);
    }

    private void criterion(int start, Mark mark, CriterionResult result) {
        String given = mark == Mark.INCONCLUSIVE ? "?" : Integer.toString(result.points());
        String title = result.title() + note(result.credit()) + (mark == Mark.BLOCKED ? " (blocked)" : "");
        page.entry(start, options.unicode() ? mark.unicode : mark.ascii, mark.style, title, mark.titleStyle,
                given + "/" + result.maxPoints(), points);
    }

    private static String note(Credit credit) {
        return switch (credit) {
            case REGULAR -> "";
            case BONUS -> " (bonus)";
            case HIDDEN -> " (hidden)";
        };
    }

    private void detail(String label, String text) {
        page.labelled(indent + 2, label, LABELS, text, Style.PLAIN);
    }

    private void label(String label, String text, Style style) {
        page.labelled(indent, label, LABELS + 2, text, style);
    }

    private void score() {
        if (evaluation.score().isPresent()) {
            label("score", evaluation.score().getAsInt() + " of " + evaluation.task().maxScore() + passed(),
                    evaluation.passed() ? Style.GREEN : Style.RED);
            return;
        }
        List<CriterionResult> unknown = evaluation.criteria().stream()
                .filter(result -> result.outcome() instanceof Outcome.Inconclusive).toList();
        int missing = unknown.stream().mapToInt(CriterionResult::maxPoints).sum();
        label("score", "incomplete", Style.YELLOW);
        label("", (unknown.size() == 1 ? "1 criterion" : unknown.size() + " criteria") + " worth " + missing
                + " points could not be judged. This costs no points: "
                + (unknown.stream().allMatch(TextReport::isUndecided) ? "name what is meant." : "run it again."),
                Style.PLAIN);
    }

    private static boolean isUndecided(CriterionResult result) {
        return result.outcome() instanceof Outcome.Inconclusive(Cause cause)
                && cause.reason() == Cause.Reason.UNDECIDED;
    }

    private void hidden() {
        int worth = evaluation.task().hiddenPoints();
        evaluation.hiddenScore().ifPresent(score -> label("hidden", score + " of " + worth, Style.PLAIN));
        if (worth > 0 && evaluation.criteria().stream().noneMatch(result -> result.is(Credit.HIDDEN))) {
            label("", worth + " hidden points are graded separately.", Style.PLAIN);
        }
    }

    /** Nothing where only the full score passes. */
    private String passed() {
        if (evaluation.task().passMark() == evaluation.task().maxScore()) {
            return "";
        }
        return evaluation.passed() ? ", passed" : ", " + evaluation.task().passMark() + " are needed to pass";
    }

    private String time() {
        String total = seconds(evaluation.timing().totalMillis());
        OptionalLong restart = evaluation.timing().restartMillis();
        return restart.isEmpty() ? total : total + ", " + seconds(restart.getAsLong()) + " of it for the pod's restart";
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
