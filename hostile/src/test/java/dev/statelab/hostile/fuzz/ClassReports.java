package dev.statelab.hostile.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.batch.report.ClassComparison;
import dev.statelab.batch.report.ClassJUnit;
import dev.statelab.batch.report.ClassMarkdown;
import dev.statelab.batch.report.ClassPage;
import dev.statelab.batch.report.ClassSimilarity;
import dev.statelab.batch.report.Feedback;
import dev.statelab.batch.report.GradescopeResult;
import dev.statelab.batch.result.ClassResults;
import dev.statelab.batch.result.ClassResults.Entry;
import dev.statelab.batch.result.Gradebook;
import dev.statelab.batch.result.StoredResult;
import dev.statelab.core.report.JsonReport;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** A class with texts in every place that takes one, and what must be true of its reports. */
final class ClassReports {

    private ClassReports() {}

    static void check(Texts texts) {
        ClassResults results = results(texts);
        ClassResults harmless = results(texts.harmless());
        Inert.assertSameTags(ClassPage.render(results), ClassPage.render(harmless));
        assertMarkdown(ClassMarkdown.render(results), ClassMarkdown.render(harmless));
        assertCsv(records(Gradebook.render(results)), records(Gradebook.render(harmless)));
        Inert.assertTerminal(ClassSimilarity.render(results));
        Inert.assertTerminal(ClassComparison.render(results, harmless));
        Inert.assertTerminal(ClassComparison.render(results, swapped(results)));
        Inert.assertSameTags(ClassJUnit.render(results), ClassJUnit.render(harmless));
        assertThat(Inert.xml(ClassJUnit.render(results)).getElementsByTagName("testsuite").getLength()).isEqualTo(2);
        for (Entry entry : results.entries()) {
            Feedback.of(results, entry).forEach(line -> {
                Inert.assertTerminal(line);
                assertThat(line).doesNotContain("\n");
            });
            GradescopeResult.of(results, entry)
                    .ifPresent(json -> Inert.assertTerminal(json.path("output").asText()));
        }
    }

    /** Each student with the other one's result. */
    private static ClassResults swapped(ClassResults results) {
        Entry one = results.entries().getFirst();
        Entry other = results.entries().getLast();
        return new ClassResults(results.plan(), List.of(with(one, other.result()), with(other, one.result())));
    }

    private static Entry with(Entry entry, StoredResult result) {
        return new Entry(entry.id(), entry.name(), 2, entry.file(), entry.extras(), result);
    }

    private static void assertMarkdown(String text, String harmless) {
        Inert.assertTerminal(text);
        assertThat(text).doesNotContain("<", ">");
        assertThat(text.lines().map(ClassReports::columns)).containsExactlyElementsOf(
                harmless.lines().map(ClassReports::columns).toList());
    }

    private static long columns(String line) {
        return line.replace("\\\\", "").replace("\\|", "").chars().filter(c -> c == '|').count();
    }

    static List<CSVRecord> records(String csv) {
        try (var parser = CSVFormat.RFC4180.parse(new StringReader(csv))) {
            return parser.getRecords();
        } catch (IOException e) {
            throw new AssertionError(csv, e);
        }
    }

    static void assertCsv(List<CSVRecord> records, List<CSVRecord> harmless) {
        assertThat(records).extracting(CSVRecord::size).isEqualTo(harmless.stream().map(CSVRecord::size).toList());
        for (CSVRecord csv : records) {
            for (String cell : csv) {
                assertThat(cell).doesNotStartWith("=").doesNotStartWith("+").doesNotStartWith("@")
                        .doesNotStartWith("\t").doesNotStartWith("\r");
            }
        }
    }

    static ClassResults results(Texts texts) {
        ObjectNode plan = JsonNodeFactory.instance.objectNode();
        ObjectNode task = plan.putObject("task").put("name", "task").put("title", texts.at(70)).put("maxScore", 100);
        for (String id : List.of("a", "b", "c", "d", "e")) {
            task.withArray("criteria").addObject().put("id", id).put("title", texts.at(71) + id).put("maxPoints", 20);
        }
        plan.putArray("extraColumns").add("group");
        return new ClassResults(plan, List.of(entry("x", 80, texts, "graded"), entry("y", 90, texts, "not-graded")));
    }

    private static Entry entry(String file, int place, Texts texts, String outcome) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("schema", "statelab.dev/student-result/v1")
                .put("outcome", outcome);
        json.putObject("work").put("kubeconfig", texts.at(place));
        json.set("evaluation", JsonReport.json(Reports.evaluation(texts)));
        ((ObjectNode) json.path("evaluation")).put("score", 30);
        ((ObjectNode) json.at("/evaluation/claimContents/0")).put("uid", file);
        if (outcome.equals("not-graded")) {
            json.putObject("trouble").put("kind", "unreachable").put("message", texts.at(place + 1));
        }
        // Without the harmless beginning of the others: what stands first in a cell decides what a spreadsheet does.
        String bare = texts.given().isEmpty() ? "g" : texts.given().getFirst();
        return new Entry(texts.at(place + 2), texts.at(place + 3), 2, file, Map.of("group", bare),
                new StoredResult(json));
    }
}
