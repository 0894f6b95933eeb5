package dev.statelab.batch.report;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.batch.report.CriterionCount.CommonFinding;
import dev.statelab.batch.result.ClassResults;
import dev.statelab.batch.result.ClassResults.Entry;
import dev.statelab.batch.result.StoredCriterion;
import dev.statelab.batch.result.StoredResult.Status;
import java.util.List;
import java.util.Optional;

/** The tables of a class: what failed most and why, and the students. */
final class ClassTables {

    private ClassTables() {}

    static void criteria(ClassResults results, StringBuilder html) {
        html.append("""
                <h2>What failed most</h2>
                <div class="scroll"><table>
                <thead><tr><th scope="col">criterion</th><th scope="col" class="n">passed</th>\
                <th scope="col" class="n">failed</th><th scope="col" class="n">blocked</th>\
                <th scope="col">what was found most often</th></tr></thead>
                <tbody>
                """);
        for (CriterionCount count : CriterionCount.of(results)) {
            html.append("<tr><th scope=\"row\">").append(Html.text(count.title())).append("</th><td class=\"n\">")
                    .append(count.passed()).append("</td><td class=\"n\">").append(count.failed())
                    .append("</td><td class=\"n\">").append(count.blocked()).append("</td><td>");
            for (CommonFinding finding : count.findings()) {
                html.append(finding.students()).append(" × ").append(Html.text(finding.text())).append("<br>");
            }
            html.append("</td></tr>\n");
        }
        html.append("</tbody></table></div>\n");
    }

    static void students(ClassResults results, StringBuilder html) {
        html.append("""
                <h2>Students</h2>
                <div class="filters">
                <label>Search <input id="filter-text" type="search"></label>
                <label>Status <select id="filter-status"><option value="">all</option>
                """);
        for (Status status : Status.values()) {
            html.append("<option value=\"").append(status.text()).append("\">").append(ClassMarkdown.words(status))
                    .append("</option>");
        }
        html.append("</select></label>\n<span id=\"shown\" role=\"status\"></span></div>\n"
                + "<div class=\"scroll\"><table id=\"students\"><thead><tr>");
        header(html, "id", "");
        header(html, "name", "");
        header(html, "status", "");
        header(html, "score", "n");
        results.criteria().forEach(criterion -> header(html, criterion.path("title").asText(), "n"));
        header(html, "reason", "");
        html.append("</tr></thead>\n<tbody>\n");
        results.entries().forEach(entry -> student(results, entry, html));
        html.append("</tbody></table></div>\n");
    }

    private static void header(StringBuilder html, String title, String style) {
        html.append("<th scope=\"col\" class=\"").append(style).append("\"><button type=\"button\">")
                .append(Html.text(title)).append("</button></th>");
    }

    private static void student(ClassResults results, Entry entry, StringBuilder html) {
        Status status = entry.result().status();
        String id = Html.text(entry.id());
        html.append("<tr data-status=\"").append(status.text()).append("\" data-text=\"").append(id).append(' ')
                .append(Html.text(entry.name())).append(' ').append(Html.text(entry.result().troubleMessage()))
                .append("\"><th scope=\"row\"><a href=\"#").append(StudentPage.anchor(entry)).append("\">").append(id)
                .append("</a></th><td>").append(Html.text(entry.name())).append("</td><td>")
                .append(ClassMarkdown.words(status)).append("</td><td class=\"n\">")
                .append(entry.result().score().map(JsonNode::asText).orElse("")).append("</td>");
        for (JsonNode criterion : results.criteria()) {
            Optional<StoredCriterion> judged = ClassCharts.criterion(entry, criterion.path("id").asText());
            html.append(judged.map(each -> "<td class=\"n o-" + each.outcome().text() + "\" data-key=\""
                    + each.points().asText() + "\">" + mark(each.outcome()) + " " + each.points().asText()
                    + "<span class=\"skip\"> " + each.outcome().text() + "</span></td>").orElse("<td></td>"));
        }
        html.append("<td>").append(Html.text(entry.result().troubleMessage())).append("</td></tr>\n");
    }

    /** Nothing where each has a cluster of his or her own. */
    static void clusters(ClassResults results, StringBuilder html) {
        List<OneCluster> sharing = OneCluster.of(results);
        if (sharing.isEmpty()) {
            return;
        }
        html.append("<h2>On one cluster</h2>\n<ul>\n");
        for (OneCluster shared : sharing) {
            html.append("<li>").append(shared.students().stream().map(entry -> "<a href=\"#" + StudentPage.anchor(entry)
                    + "\">" + Html.text(entry.id()) + "</a>").collect(joining(", "))).append(": ")
                    .append(Html.text(shared.sign())).append(", ").append(shared.meaning()).append("</li>\n");
        }
        html.append("</ul>\n");
    }

    /** Nothing where no two students have the same. */
    static void contents(ClassResults results, StringBuilder html) {
        List<IdenticalContents.Group> groups = new IdenticalContents(results).groups();
        if (groups.isEmpty()) {
            return;
        }
        html.append("<h2>The same on claims</h2>\n<ul>\n");
        groups.forEach(group -> html.append("<li>").append(group.count()).append(": ")
                .append(Html.text(String.join(", ", group.claims()))).append("</li>\n"));
        html.append("</ul>\n");
    }

    static String mark(StoredCriterion.Outcome outcome) {
        return switch (outcome) {
            case PASSED -> "✓";
            case FAILED -> "✗";
            case PARTIAL -> "◐";
            case BLOCKED -> "–";
            case INCONCLUSIVE -> "?";
        };
    }
}
