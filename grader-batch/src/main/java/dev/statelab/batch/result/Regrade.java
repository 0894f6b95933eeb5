package dev.statelab.batch.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.result.Credit;
import dev.statelab.core.task.Criterion;
import dev.statelab.core.task.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One student's stored result by a rubric that gives other points, or says it in other words, but asks for the same. */
final class Regrade {

    private final Task task;
    private final RubricChange change;
    private final Map<String, Criterion> criteria;
    private final Set<String> oldWords = new TreeSet<>();

    Regrade(Task task, RubricChange change) {
        this.task = task;
        this.change = change;
        this.criteria = task.criteria().stream().collect(Collectors.toMap(Criterion::id, Function.identity()));
    }

    /** The criteria where a text was made of what was observed then, so that the old one stays. */
    Set<String> oldWords() {
        return oldWords;
    }

    /**
     * The result with today's points and words.
     *
     * @return the id of a criterion that gave a part of its points, which today are shared out otherwise; the evidence does
     *         not say how much of it that is now
     */
    Result of(StoredResult stored) {
        ObjectNode json = stored.json().deepCopy();
        if (!(json.path("evaluation") instanceof ObjectNode evaluation)) {
            return new Result.Regraded(stored);
        }
        Optional<String> unclear = stored.criteria().stream()
                .filter(criterion -> criterion.outcome() == StoredCriterion.Outcome.PARTIAL)
                .map(StoredCriterion::id).filter(id -> !change.hasSamePoints(id)).findFirst();
        if (unclear.isPresent()) {
            return new Result.NotFromEvidence(unclear.get());
        }
        evaluation.path("criteria").forEach(criterion -> adapt((ObjectNode) criterion));
        evaluation.put("taskTitle", task.title()).put("taskVersion", task.version()).put("maxScore", task.maxPoints())
                .put("passMark", task.passMark()).put("hiddenPoints", task.points(Credit.HIDDEN));
        if (evaluation.has("score")) {
            List<StoredCriterion> all = new StoredResult(json).criteria();
            int score = sum(all, false);
            evaluation.put("score", score).put("passed", score >= task.passMark());
            if (evaluation.has("hiddenScore")) {
                evaluation.put("hiddenScore", sum(all, true));
            }
        }
        return new Result.Regraded(new StoredResult(json));
    }

    /** What became of a result. */
    sealed interface Result {

        record Regraded(StoredResult result) implements Result {}

        /** @param criterion whose points cannot be told without the work itself */
        record NotFromEvidence(String criterion) implements Result {}
    }

    private static int sum(List<StoredCriterion> all, boolean hidden) {
        return all.stream().filter(criterion -> criterion.isHidden() == hidden)
                .mapToInt(criterion -> criterion.points().asInt()).sum();
    }

    private void adapt(ObjectNode json) {
        StoredCriterion stored = new StoredCriterion(json);
        Criterion criterion = Optional.ofNullable(criteria.get(stored.id())).orElseThrow(
                () -> new IllegalStateException("the rubric asks for the same, so it has " + stored.id()));
        json.put("title", criterion.title()).put("maxPoints", criterion.points());
        switch (stored.outcome()) {
            case PASSED -> json.put("points", criterion.points());
            case FAILED -> speak(stored.id(), json);
            case PARTIAL -> json.path("findings").forEach(finding -> speak(stored.id(), (ObjectNode) finding));
            case BLOCKED, INCONCLUSIVE -> {
            }
        }
    }

    private void speak(String id, ObjectNode finding) {
        if (!change.speaksOtherwise(id)) {
            return;
        }
        for (String field : List.of("hint", "expected")) {
            String said = finding.path(field).asText();
            Optional<String> text = change.textNow(id, field, said);
            if (text.isPresent()) {
                finding.put(field, text.get());
            } else {
                oldWords.add(id);
            }
        }
    }
}
