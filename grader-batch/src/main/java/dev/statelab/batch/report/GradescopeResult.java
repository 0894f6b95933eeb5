package dev.statelab.batch.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.batch.result.ClassResults;
import dev.statelab.batch.result.ClassResults.Entry;
import dev.statelab.batch.result.StoredCriterion;
import dev.statelab.batch.result.StoredCriterion.Outcome;
import dev.statelab.core.report.Printable;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One student's {@code results.json} for Gradescope (Gradescope: "Autograder Specifications", "Output Format"). */
public final class GradescopeResult {

    private static final double MILLIS = 1000;

    private GradescopeResult() {}

    /** Empty for who has no score, because Gradescope knows no such result. */
    public static Optional<ObjectNode> of(ClassResults results, Entry entry) {
        return entry.result().score().map(score -> {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.set("score", score);
            json.put("execution_time", entry.result().json().at("/evaluation/timing/totalMillis").asLong() / MILLIS);
            json.put("output", Stream.concat(Feedback.of(results, entry).stream().limit(2),
                    Feedback.rootCauses(entry.result()).stream()).collect(Collectors.joining("\n")));
            ArrayNode tests = json.putArray("tests");
            entry.result().criteria().forEach(criterion -> tests.add(test(criterion)));
            return json;
        });
    }

    private static ObjectNode test(StoredCriterion criterion) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("score", criterion.points());
        json.set("max_score", criterion.maxPoints());
        json.put("name", criterion.title());
        json.put("output", criterion.outcome() == Outcome.BLOCKED
                ? "not judged, because " + Printable.of(criterion.blockedBy()) + " failed"
                : String.join("\n", Feedback.details(criterion)));
        json.put("status", criterion.outcome() == Outcome.PASSED ? "passed" : "failed");
        return json.put("visibility", criterion.isHidden() ? "hidden" : "visible");
    }
}
