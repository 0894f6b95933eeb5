package dev.statelab.batch.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.batch.result.ClassResults;
import dev.statelab.batch.result.ClassResults.Entry;
import dev.statelab.batch.result.StoredCriterion;
import dev.statelab.batch.result.StoredCriterion.Finding;
import dev.statelab.batch.result.StoredResult;
import dev.statelab.batch.result.StoredRootCause;
import dev.statelab.core.report.Printable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a student is told, ready to mail: the score, what is behind what failed, and for each criterion that failed what was expected, what was found
 * and what to try; hidden criteria are left out. Lines of plain text, without anything that a terminal acts on.
 */
public final class Feedback {

    private Feedback() {}

    /** The lines; each is one paragraph. */
    public static List<String> of(ClassResults results, Entry entry) {
        List<String> lines = new ArrayList<>();
        lines.add(title(results));
        switch (entry.result().status()) {
            case GRADED -> graded(results, entry, lines);
            case NOT_GRADED -> lines.add("Your work could not be graded. This costs no points.");
            case NOTHING_HANDED_IN -> lines.add("Nothing was handed in.");
            case NOT_YET_GRADED -> lines.add("Your work has not been graded yet.");
        }
        return List.copyOf(lines);
    }

    private static String title(ClassResults results) {
        return Printable.of(results.plan().at("/task/title").asText());
    }

    private static void graded(ClassResults results, Entry entry, List<String> lines) {
        lines.add("Score: " + entry.result().score().map(JsonNode::asText).orElse("") + " of "
                + results.plan().at("/task/maxScore").asText());
        lines.addAll(rootCauses(entry.result()));
        for (StoredCriterion criterion : entry.result().criteria()) {
            if (!criterion.isHidden()) {
                lines.add(headline(criterion));
                details(criterion).forEach(detail -> lines.add("  " + detail));
            }
        }
    }

    /** What is behind the criteria that students may see, each cause once. */
    static List<String> rootCauses(StoredResult result) {
        List<String> shown = result.criteria().stream().filter(criterion -> !criterion.isHidden())
                .map(StoredCriterion::id).toList();
        List<String> lines = new ArrayList<>();
        for (StoredRootCause cause : result.rootCauses()) {
            List<String> behind = cause.criteria().stream().filter(shown::contains).toList();
            if (!behind.isEmpty()) {
                lines.add("Why: " + Printable.of(cause.title()) + " (behind " + Printable.of(String.join(", ", behind))
                        + ")");
                details(cause.finding()).forEach(detail -> lines.add("  " + detail));
            }
        }
        return lines;
    }

    /** Title, points and outcome of a criterion in one line. */
    private static String headline(StoredCriterion criterion) {
        return Printable.of(criterion.title()) + ": " + criterion.points().asText() + "/"
                + criterion.maxPoints().asText() + " (" + outcome(criterion) + ")";
    }

    private static String outcome(StoredCriterion criterion) {
        return switch (criterion.outcome()) {
            case PASSED -> "passed";
            case FAILED -> "failed";
            case PARTIAL -> "passed in part";
            case BLOCKED -> "not judged, because " + Printable.of(criterion.blockedBy()) + " failed";
            case INCONCLUSIVE -> "could not be found out";
        };
    }

    /** What was expected, what was found and what to try, a line for each. */
    static List<String> details(StoredCriterion criterion) {
        return criterion.findings().stream().flatMap(finding -> details(finding).stream()).toList();
    }

    private static List<String> details(Finding finding) {
        List<String> lines = new ArrayList<>();
        lines.add("expected: " + Printable.of(finding.expected()));
        lines.add("found: " + Printable.of(finding.found()));
        if (!finding.hint().isEmpty()) {
            lines.add("try: " + Printable.of(finding.hint()));
        }
        return lines;
    }
}
