package dev.statelab.batch.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.batch.result.ClassResults;
import dev.statelab.batch.result.ClassResults.Entry;
import dev.statelab.batch.result.StoredCriterion;
import dev.statelab.batch.result.StoredCriterion.Finding;
import dev.statelab.batch.result.StoredRootCause;
import dev.statelab.core.Limits;
import java.util.List;

/** One student's part of the page: each criterion, and the evidence that it rests on. */
final class StudentPage {

    private static final int EVIDENCE = 10;

    private StudentPage() {}

    static String anchor(Entry entry) {
        return "s-" + Html.text(entry.file());
    }

    static void append(ClassResults results, Entry entry, StringBuilder html) {
        html.append("<article class=\"student\" id=\"").append(anchor(entry))
                .append("\">\n<p><a href=\"#\">Back to the class</a></p>\n<h2 tabindex=\"-1\">")
                .append(Html.text(entry.id())).append(" · ").append(Html.text(entry.name())).append("</h2>\n<p>")
                .append(ClassMarkdown.words(entry.result().status()))
                .append(entry.result().score().map(score -> ": " + score.asText() + " of "
                        + results.plan().at("/task/maxScore").asText()).orElse(""))
                .append("</p>\n");
        String cluster = ClassMarkdown.cluster(entry);
        if (!cluster.isEmpty()) {
            html.append("<p>cluster ").append(Html.text(cluster)).append("</p>\n");
        }
        entry.result().noticed().forEach(remark -> html.append("<p class=\"o-inconclusive\">noticed: ")
                .append(Html.text(remark)).append("</p>\n"));
        if (!entry.result().troubleMessage().isEmpty()) {
            html.append("<p class=\"o-inconclusive\">").append(Html.text(entry.result().troubleMessage()))
                    .append("</p>\n");
        }
        entry.result().rootCauses().forEach(cause -> rootCause(cause, html));
        entry.result().criteria().forEach(criterion -> criterion(criterion, html));
        html.append("</article>\n");
    }

    private static void rootCause(StoredRootCause cause, StringBuilder html) {
        html.append("<h3>Why: ").append(Html.text(cause.title())).append("</h3>\n<p>behind ")
                .append(Html.text(String.join(", ", cause.criteria()))).append("</p>\n");
        finding(cause.finding(), html);
    }

    private static void criterion(StoredCriterion criterion, StringBuilder html) {
        html.append("<h3 class=\"o-").append(criterion.outcome().text()).append("\">")
                .append(ClassTables.mark(criterion.outcome())).append(' ').append(Html.text(criterion.title()))
                .append(": ").append(criterion.points().asText()).append('/').append(criterion.maxPoints().asText())
                .append(" (").append(criterion.outcome().text())
                .append(criterion.blockedBy().isEmpty() ? "" : " by " + Html.text(criterion.blockedBy()))
                .append(criterion.isHidden() ? ", hidden from students" : "").append(")</h3>\n");
        criterion.findings().forEach(finding -> finding(finding, html));
        if (!criterion.cause().isEmpty()) {
            html.append("<p>").append(Html.text(criterion.cause())).append("</p>\n");
        }
        evidence(criterion.evidence(), html);
    }

    private static void finding(Finding finding, StringBuilder html) {
        html.append("<dl class=\"finding\"><dt>expected</dt><dd>").append(Html.text(finding.expected()))
                .append("</dd><dt>found</dt><dd>").append(Html.text(finding.found())).append("</dd>")
                .append(finding.hint().isEmpty()
                        ? ""
                        : "<dt>try</dt><dd>" + Html.text(finding.hint()) + "</dd>")
                .append("</dl>\n");
    }

    private static void evidence(List<JsonNode> evidence, StringBuilder html) {
        if (evidence.isEmpty()) {
            return;
        }
        html.append("<details><summary>evidence (").append(evidence.size()).append(")</summary>\n");
        evidence.stream().limit(EVIDENCE).forEach(piece -> html.append("<pre>")
                .append(Html.text(Limits.cut(piece.toString(), Limits.TEXT))).append("</pre>\n"));
        if (evidence.size() > EVIDENCE) {
            html.append("<p>and ").append(evidence.size() - EVIDENCE).append(" more in the student's file</p>\n");
        }
        html.append("</details>\n");
    }
}
