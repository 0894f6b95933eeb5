package dev.statelab.batch.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.batch.result.ClassResults;
import dev.statelab.batch.result.ClassResults.Entry;
import dev.statelab.batch.result.StoredCriterion;
import dev.statelab.batch.result.StoredCriterion.Outcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * One student's {@code result.json} for Classroom 50, {@code classroom50/result/v1} (foundation50/classroom50: "Advanced
 * Autograding"), without hidden criteria. What it has to say of the classroom, the submission and the commit comes from columns of the roster.
 */
public final class Classroom50Result {

    /** The columns that a roster needs for it, none of them empty. */
    public static final List<String> COLUMNS = List.of("classroom", "submission_tag", "commit", "release");

    private Classroom50Result() {}

    /** Empty for who has no score, or lacks one of the columns. */
    public static Optional<ObjectNode> of(ClassResults results, Entry entry) {
        boolean known = COLUMNS.stream().noneMatch(column -> column(entry, column).isEmpty());
        return entry.result().score().filter(score -> known).map(score -> {
            ObjectNode json = JsonNodeFactory.instance.objectNode().put("schema", "classroom50/result/v1")
                    .put("classroom", column(entry, "classroom"))
                    .put("assignment", results.plan().at("/task/name").asText())
                    .put("submission", column(entry, "submission_tag")).put("commit", column(entry, "commit"))
                    .put("release", column(entry, "release"))
                    .put("review", entry.extras().getOrDefault("review", column(entry, "commit")))
                    .put("datetime", Instant.parse(entry.result().json().at("/evaluation/startedAt").asText())
                            .truncatedTo(ChronoUnit.SECONDS).toString());
            json.set("score", score);
            json.set("max-score", results.plan().at("/task/maxScore"));
            ArrayNode tests = json.putArray("tests");
            entry.result().criteria().stream().filter(criterion -> !criterion.isHidden())
                    .forEach(criterion -> tests.add(test(criterion)));
            return json;
        });
    }

    private static ObjectNode test(StoredCriterion criterion) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("test-name", criterion.id())
                .put("passed", criterion.outcome() == Outcome.PASSED);
        json.set("score", criterion.points());
        json.set("max-score", criterion.isBonus() ? IntNode.valueOf(0) : criterion.maxPoints());
        return json;
    }

    private static String column(Entry entry, String column) {
        return entry.extras().getOrDefault(column, "");
    }
}
