package dev.statelab.batch.report;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.batch.result.ClassResults;
import dev.statelab.batch.result.ClassResults.Entry;
import dev.statelab.batch.result.StoredResult.Status;
import dev.statelab.core.report.ClusterLine;
import dev.statelab.core.report.Printable;
import java.util.List;

/** A class as Markdown: the numbers, what failed most, who needs a person, and a line for each student. */
public final class ClassMarkdown {

    private ClassMarkdown() {}

    public static String render(ClassResults results) {
        StringBuilder text = new StringBuilder("# ").append(cell(results.plan().at("/task/title").asText()))
                .append("\n\n| | students |\n| --- | ---: |\n");
        for (Status status : Status.values()) {
            text.append("| ").append(words(status)).append(" | ").append(results.count(status)).append(" |\n");
        }
        text.append("\n## What failed most\n\n| criterion | failed | blocked | commonest finding |\n")
                .append("| --- | ---: | ---: | --- |\n");
        for (CriterionCount count : CriterionCount.of(results)) {
            text.append("| ").append(cell(count.title())).append(" | ").append(count.failed()).append(" | ")
                    .append(count.blocked()).append(" | ")
                    .append(count.findings().isEmpty()
                            ? ""
                            : cell(count.findings().getFirst().text()) + " (" + count.findings().getFirst().students()
                                    + "×)")
                    .append(" |\n");
        }
        List<OneCluster> sharing = OneCluster.of(results);
        if (!sharing.isEmpty()) {
            text.append("\n## On one cluster\n\n| seen by | students | |\n| --- | --- | --- |\n");
            sharing.forEach(shared -> text.append("| ").append(cell(shared.sign())).append(" | ")
                    .append(cell(shared.students().stream().map(Entry::id).collect(joining(", ")))).append(" | ")
                    .append(shared.meaning()).append(" |\n"));
        }
        List<IdenticalContents.Group> same = new IdenticalContents(results).groups();
        if (!same.isEmpty()) {
            text.append("\n## The same on claims\n\n| what | students, and their claims |\n| --- | --- |\n");
            same.forEach(group -> text.append("| ").append(group.count()).append(" | ")
                    .append(cell(String.join(", ", group.claims()))).append(" |\n"));
        }
        text.append("\n## Students\n\n| id | name | status | score | cluster | reason |\n")
                .append("| --- | --- | --- | ---: | --- | --- |\n");
        for (Entry entry : results.entries()) {
            text.append("| ").append(cell(entry.id())).append(" | ").append(cell(entry.name())).append(" | ")
                    .append(words(entry.result().status())).append(" | ")
                    .append(entry.result().score().map(JsonNode::asText).orElse("")).append(" | ")
                    .append(cell(cluster(entry))).append(" | ").append(cell(entry.result().troubleMessage()))
                    .append(" |\n");
        }
        return text.toString();
    }

    /** Empty where nothing was evaluated. */
    static String cluster(Entry entry) {
        return entry.result().json().path("evaluation").has("cluster") ? ClusterLine.of(entry.result().cluster()) : "";
    }

    static String words(Status status) {
        return switch (status) {
            case GRADED -> "graded";
            case NOT_GRADED -> "could not be graded";
            case NOTHING_HANDED_IN -> "nothing handed in";
            case NOT_YET_GRADED -> "not yet graded";
        };
    }

    /** Inert as Markdown and as the HTML that it becomes: every character that could mean something is escaped. */
    private static String cell(String hostile) {
        StringBuilder text = new StringBuilder();
        Printable.of(hostile).codePoints().forEach(c -> {
            if (c == '<' || c == '>' || c == '&') {
                text.append("&#").append(c).append(';');
            } else {
                if (c < 0x80 && !Character.isLetterOrDigit(c) && c != ' ' && c != ',') {
                    text.append('\\');
                }
                text.appendCodePoint(c);
            }
        });
        return text.toString();
    }
}
