package dev.statelab.batch.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.batch.result.ClassResults.Entry;
import dev.statelab.batch.result.StoredResult.Status;
import java.util.List;

/** {@code summary.json}: the class in numbers, and who needs a person's attention; {@code statelab.dev/class-summary/v1}. */
final class Summary {

    private static final String SCHEMA = "statelab.dev/class-summary/v1";

    private Summary() {}

    static ObjectNode of(ClassResults results) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("schema", SCHEMA);
        json.put("task", results.plan().at("/task/name").asText()).put("students", results.entries().size());
        ObjectNode statuses = json.putObject("status");
        for (Status status : Status.values()) {
            statuses.put(status.text(), results.count(status));
        }
        json.put("passed", results.entries().stream().filter(entry -> entry.result().passed()).count());
        scores(results, json);
        ArrayNode criteria = json.putArray("criteria");
        results.criteria().forEach(criterion -> criteria.add(criterion(results, criterion)));
        ArrayNode attention = json.putArray("needsAttention");
        results.entries().stream().filter(entry -> entry.result().status() == Status.NOT_GRADED)
                .forEach(entry -> attention.add(needs(entry)));
        json.set("rosterMistakes", results.plan().path("rosterMistakes"));
        return json;
    }

    private static void scores(ClassResults results, ObjectNode json) {
        List<Double> scores = results.entries().stream().flatMap(entry -> entry.result().score().stream())
                .map(JsonNode::asDouble).sorted().toList();
        if (scores.isEmpty()) {
            return;
        }
        int half = scores.size() / 2;
        double median = scores.size() % 2 == 1 ? scores.get(half) : (scores.get(half - 1) + scores.get(half)) / 2;
        json.putObject("scores").put("lowest", scores.getFirst()).put("median", median)
                .put("mean", scores.stream().mapToDouble(score -> score).average().orElseThrow())
                .put("highest", scores.getLast());
    }

    private static ObjectNode criterion(ClassResults results, JsonNode criterion) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("id", criterion.path("id").asText())
                .put("title", criterion.path("title").asText());
        json.set("maxPoints", criterion.path("maxPoints"));
        for (StoredCriterion.Outcome outcome : StoredCriterion.Outcome.values()) {
            json.put(outcome.text(), results.entries().stream()
                    .flatMap(entry -> entry.result().criteria().stream())
                    .filter(each -> each.id().equals(criterion.path("id").asText()))
                    .filter(each -> each.outcome() == outcome).count());
        }
        return json;
    }

    private static ObjectNode needs(Entry entry) {
        return Json.MAPPER.createObjectNode().put("studentId", entry.id()).put("name", entry.name())
                .put("row", entry.row()).put("kind", entry.result().troubleKind())
                .put("message", entry.result().troubleMessage());
    }
}
