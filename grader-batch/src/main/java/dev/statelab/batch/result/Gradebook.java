package dev.statelab.batch.result;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.batch.csv.Cells;
import dev.statelab.batch.result.ClassResults.Entry;
import dev.statelab.core.report.Printable;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code gradebook.csv}: a line for each student of the roster, in its order. Who has no score has empty cells where the
 * points would be, never a zero.
 */
public final class Gradebook {

    private Gradebook() {}

    public static String render(ClassResults results) {
        Cells cells = new Cells();
        List<String> header = new ArrayList<>(List.of("student_id", "name", "status", "score", "max_score"));
        results.criteria().forEach(criterion -> header.add(criterion.path("id").asText()));
        header.add("reason");
        header.addAll(results.extraColumns());
        cells.row(header);
        results.entries().forEach(entry -> cells.row(row(results, entry)));
        return cells.text();
    }

    private static List<String> row(ClassResults results, Entry entry) {
        StoredResult result = entry.result();
        List<String> row = new ArrayList<>(List.of(entry.id(), entry.name(), result.status().text(),
                result.score().map(JsonNode::asText).orElse(""), results.plan().at("/task/maxScore").asText()));
        for (JsonNode criterion : results.criteria()) {
            row.add(result.score().isEmpty() ? "" : points(result, criterion.path("id").asText()));
        }
        row.add(Printable.of(result.troubleMessage()));
        results.extraColumns().forEach(column -> row.add(entry.extras().getOrDefault(column, "")));
        return row;
    }

    private static String points(StoredResult result, String criterion) {
        return result.criteria().stream().filter(each -> each.id().equals(criterion)).findFirst()
                .map(each -> each.points().asText()).orElse("");
    }
}
