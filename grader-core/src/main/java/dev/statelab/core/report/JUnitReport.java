package dev.statelab.core.report;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Finding;
import dev.statelab.core.result.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An evaluation as JUnit XML, for CI servers: one test case per criterion; a failure is a criterion that failed or gave some of its
 * points, an error one
 * that could not be judged, a skipped one is blocked.
 */
public final class JUnitReport {
    private final Evaluation evaluation;
    private final StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    private JUnitReport(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** The XML text, ended by a line feed. */
    public static String render(Evaluation evaluation) {
        return new JUnitReport(evaluation).render();
    }

    private String render() {
        out.append("<testsuite name=\"").append(Xml.escape(evaluation.task().name() + ": " + evaluation.task().title()))
                .append("\" tests=\"").append(evaluation.criteria().size())
                .append("\" failures=\"").append(count(JUnitReport::isFailure))
                .append("\" errors=\"").append(count(Outcome.Inconclusive.class::isInstance))
                .append("\" skipped=\"").append(count(Outcome.Blocked.class::isInstance))
                .append("\" time=\"").append(seconds(evaluation.timing().totalMillis()))
                .append("\" timestamp=\"").append(evaluation.startedAt()).append("\">\n");
        properties();
        evaluation.criteria().forEach(this::testCase);
        return out.append("</testsuite>\n").toString();
    }

    private void properties() {
        out.append("  <properties>\n");
        property("evaluation", evaluation.id());
        property("namespace", evaluation.namespace());
        property("cluster", ClusterLine.of(evaluation.cluster()));
        property("status", evaluation.status().name().toLowerCase(Locale.ROOT));
        evaluation.score().ifPresent(score -> property("score", Integer.toString(score)));
        property("maxScore", Integer.toString(evaluation.task().maxScore()));
        evaluation.hiddenScore().ifPresent(score -> property("hiddenScore", Integer.toString(score)));
        property("hiddenPoints", Integer.toString(evaluation.task().hiddenPoints()));
        out.append("  </properties>\n");
    }

    private void property(String name, String value) {
        out.append("    <property name=\"").append(name).append("\" value=\"").append(Xml.escape(value))
                .append("\"/>\n");
    }

    private void testCase(CriterionResult result) {
        out.append("  <testcase classname=\"").append(Xml.escape(evaluation.task().name()))
                .append("\" name=\"").append(Xml.escape(result.title()))
                .append("\" time=\"").append(seconds(result.millis())).append('"');
        switch (result.outcome()) {
            case Outcome.Passed _ -> out.append("/>\n");
            case Outcome.Failed(Finding finding) ->
                problem("failure", "expected " + finding.expected() + ", found " + finding.found(),
                        Stream.concat(lines(finding), because(result)));
            case Outcome.Partial(List<Finding> findings) ->
                problem("failure", result.points() + " of " + result.maxPoints() + " points",
                        Stream.concat(findings.stream().flatMap(JUnitReport::lines), because(result)));
            case Outcome.Inconclusive(Cause cause) ->
                problem("error", "could not be judged: " + cause.reason(), Stream.of(cause.message()));
            case Outcome.Blocked(String by) ->
                out.append(">\n    <skipped message=\"blocked by ").append(Xml.escape(by))
                        .append("\"/>\n  </testcase>\n");
        }
    }

    private void problem(String element, String message, Stream<String> lines) {
        out.append(">\n    <").append(element).append(" message=\"").append(Xml.escape(message)).append("\">")
                .append(lines.filter(line -> !line.isEmpty()).map(Xml::escape).collect(Collectors.joining("\n")))
                .append("</").append(element).append(">\n  </testcase>\n");
    }

    private static Stream<String> lines(Finding finding) {
        return Stream.of("expected: " + finding.expected(), "found: " + finding.found(),
                finding.hint().isEmpty() ? "" : "try: " + finding.hint());
    }

    /** Each test case stands for itself, so that each tells its root causes. */
    private Stream<String> because(CriterionResult result) {
        return evaluation.rootCauses(result.id()).stream().flatMap(cause -> Stream.of(
                Stream.of("because: " + cause.title()), lines(cause.finding()),
                cause.log().stream().map(line -> "log: " + line),
                cause.consequences().stream().map(consequence -> "so: " + consequence)).flatMap(each -> each));
    }

    private static boolean isFailure(Outcome outcome) {
        return outcome instanceof Outcome.Failed || outcome instanceof Outcome.Partial;
    }

    private long count(Predicate<Outcome> wanted) {
        return evaluation.criteria().stream().map(CriterionResult::outcome).filter(wanted).count();
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.3f", millis / 1000.0);
    }
}
