package dev.statelab.core.submission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.judging.EvaluationOptions;
import dev.statelab.core.judging.Evaluator;
import dev.statelab.core.judging.Progress;
import dev.statelab.core.report.JsonReport;
import dev.statelab.core.report.ParameterJson;
import dev.statelab.core.result.Credit;
import dev.statelab.core.task.Criterion;
import dev.statelab.core.task.Task;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sealed evaluation, added up again and judged again from the sealed objects. What rests on an application's answers
 * cannot be judged again without the application: there the sealed outcome counts.
 *
 * <p>Hidden criteria are not among a student's, and not among these.
 *
 * @param judgedAgain criteria that came out of the sealed objects as they were sealed
 * @param notJudgedAgain criteria that rest on answers, or on what such a criterion needs
 * @param contradictions what does not add up, or does not follow from the objects, for people
 */
public record Rescore(int judgedAgain, int notJudgedAgain, List<String> contradictions) {

    public Rescore {
        contradictions = List.copyOf(contradictions);
    }

    /**
     * Scores again.
     *
     * @param content of an intact submission
     * @param task of the version that the submission was graded with
     */
    public static Rescore of(ObjectNode content, Task task) {
        JsonNode sealed = content.path("evaluation");
        List<String> contradictions = new ArrayList<>();
        Map<String, JsonNode> criteria = new LinkedHashMap<>();
        sealed.path("criteria").forEach(criterion -> criteria.put(criterion.path("id").asText(), criterion));
        List<Criterion> known = task.criteria().stream().filter(criterion -> criterion.credit() != Credit.HIDDEN)
                .toList();
        int sum = 0;
        for (Criterion criterion : known) {
            JsonNode result = criteria.getOrDefault(criterion.id(), content.missingNode());
            contradictions.addAll(addUp(criterion, result));
            sum += result.path("points").asInt();
        }
        if (criteria.size() != known.size()) {
            contradictions.add("the task has " + known.size() + " criteria, not " + criteria.size());
        }
        if (sealed.path("score").asInt(-1) != sum) {
            contradictions.add("the points add up to " + sum + ", not to " + sealed.path("score").asText("no score"));
        }
        if (sealed.path("passed").asBoolean() != sum >= task.passMark()) {
            contradictions.add("the pass mark is " + task.passMark());
        }
        return judgedAgain(content, task, criteria, contradictions);
    }

    private static List<String> addUp(Criterion criterion, JsonNode result) {
        String outcome = result.path("outcome").asText("no outcome");
        int points = result.path("points").asInt(-1);
        int most = criterion.points();
        return switch (outcome) {
            case "passed" -> expect(points == most, criterion, outcome, "" + most, points);
            case "failed", "blocked" -> expect(points == 0, criterion, outcome, "0", points);
            case "partial" -> expect(points >= 0 && points <= most, criterion, outcome, "some", points);
            default -> List.of(criterion.id() + ": it has " + outcome);
        };
    }

    private static List<String> expect(boolean holds, Criterion criterion, String outcome, String expected,
            int points) {
        return holds
                ? List.of()
                : List.of(criterion.id() + ": " + outcome + " gives " + expected + " of "
                        + criterion.points() + " points, not " + points);
    }

    private static Rescore judgedAgain(ObjectNode content, Task task, Map<String, JsonNode> sealed,
            List<String> contradictions) {
        Instant startedAt = Instant.parse(content.path("evaluation").path("startedAt").asText());
        String namespace = content.path("evaluation").path("namespace").asText();
        Replay replay = new Replay(SealedObjects.state(content.path("objects"), namespace, startedAt));
        JsonNode again = JsonReport.json(Evaluator.evaluate(task, replay, namespace,
                new EvaluationOptions(replay::now, replay::tick, new SecureRandom(), Progress.NONE, 1,
                        ParameterJson.named(content.path("evaluation")), false, false))
                .forStudents());
        int same = 0;
        int unknown = 0;
        for (JsonNode criterion : again.path("criteria")) {
            String id = criterion.path("id").asText();
            String outcome = criterion.path("outcome").asText();
            String before = sealed.getOrDefault(id, content.missingNode()).path("outcome").asText();
            if (outcome.equals("inconclusive")) {
                unknown++;
            } else if (outcome.equals(before)) {
                same++;
            } else {
                contradictions.add(id + ": sealed as " + before + ", but " + outcome + " by the sealed objects"
                        + (criterion.has("found") ? ", which say: " + criterion.path("found").asText() : ""));
            }
        }
        return new Rescore(same, unknown, contradictions);
    }
}
