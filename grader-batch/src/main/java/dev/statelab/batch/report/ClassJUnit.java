package dev.statelab.batch.report;

import dev.statelab.batch.result.ClassResults;
import dev.statelab.batch.result.ClassResults.Entry;
import dev.statelab.batch.result.StoredCriterion;
import dev.statelab.batch.result.StoredCriterion.Outcome;
import java.util.List;

/**
 * A class as JUnit XML: a suite for each student, a case for each criterion. A failure is a criterion that failed, an
 * error one that could not be found out, and skipped one that was blocked; who could not be graded is a case with an
 * error.
 */
public final class ClassJUnit {

    private static final double MILLIS = 1000;

    private ClassJUnit() {}

    public static String render(ClassResults results) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"")
                .append(Html.text(results.plan().at("/task/name").asText())).append("\">\n");
        results.entries().forEach(entry -> suite(entry, xml));
        return xml.append("</testsuites>\n").toString();
    }

    private static void suite(Entry entry, StringBuilder xml) {
        List<StoredCriterion> criteria = entry.result().criteria();
        boolean one = criteria.isEmpty();
        xml.append("  <testsuite name=\"").append(Html.text(entry.id())).append("\" tests=\"")
                .append(one ? 1 : criteria.size()).append("\" failures=\"")
                .append(count(criteria, Outcome.FAILED) + count(criteria, Outcome.PARTIAL))
                .append("\" errors=\"").append(one && isError(entry) ? 1 : count(criteria, Outcome.INCONCLUSIVE))
                .append("\" skipped=\"").append(one && !isError(entry) ? 1 : count(criteria, Outcome.BLOCKED))
                .append("\">\n");
        if (one) {
            String message = entry.result().troubleMessage();
            xml.append("    <testcase name=\"graded\" classname=\"").append(Html.text(entry.id())).append("\">")
                    .append(isError(entry)
                            ? element("error", message)
                            : element("skipped", entry.result().status().text()))
                    .append("</testcase>\n");
        }
        criteria.forEach(criterion -> testCase(entry, criterion, xml));
        xml.append("  </testsuite>\n");
    }

    private static boolean isError(Entry entry) {
        return !entry.result().troubleMessage().isEmpty();
    }

    private static long count(List<StoredCriterion> criteria, Outcome outcome) {
        return criteria.stream().filter(criterion -> criterion.outcome() == outcome).count();
    }

    private static void testCase(Entry entry, StoredCriterion criterion, StringBuilder xml) {
        xml.append("    <testcase name=\"").append(Html.text(criterion.id())).append("\" classname=\"")
                .append(Html.text(entry.id())).append("\" time=\"").append(criterion.millis() / MILLIS).append("\">")
                .append(switch (criterion.outcome()) {
                    case PASSED -> "";
                    case FAILED, PARTIAL -> element("failure", String.join("; ", Feedback.details(criterion)));
                    case BLOCKED -> element("skipped", criterion.blockedBy() + " failed");
                    case INCONCLUSIVE -> element("error", criterion.cause());
                }).append("</testcase>\n");
    }

    private static String element(String name, String message) {
        return "<" + name + " message=\"" + Html.text(message) + "\"/>";
    }
}
