package dev.statelab.core.cases;

import dev.statelab.core.expression.Suggestion;
import dev.statelab.core.task.Criterion;
import dev.statelab.core.task.Fields;
import dev.statelab.core.task.Mistakes;
import dev.statelab.core.task.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what each criterion must come to: {@code passed}, {@code failed}, {@code blocked by ID} or a part of its points. */
final class OutcomeReader {

    static final Set<String> OUTCOME = Fields.keys("partial");

    private static final String PASSED = "passed";
    private static final String FAILED = "failed";
    private static final String BLOCKED = "blocked by ";

    private final List<String> ids;
    private final Task task;
    private final Mistakes mistakes;

    OutcomeReader(Task task, Mistakes mistakes) {
        this.task = task;
        this.ids = task.criteria().stream().map(Criterion::id).toList();
        this.mistakes = mistakes;
    }

    Map<String, ExpectedOutcome> read(Fields spec) {
        Map<String, ExpectedOutcome> outcomes = new LinkedHashMap<>();
        spec.require("outcomes").ifPresent(node -> {
            Fields fields = Fields.ofAnyKeys(node, "an outcome for each criterion", mistakes);
            fields.keys().stream().filter(id -> !ids.contains(id)).forEach(id -> mistakes.add(fields.keyPlace(id),
                    "the id of a criterion of " + task.name(), "'" + id + "'" + Suggestion.among(ids, id)));
            for (Criterion criterion : task.criteria()) {
                fields.require(criterion.id())
                        .ifPresent(value -> outcomes.put(criterion.id(), outcome(value, criterion)));
            }
        });
        return outcomes;
    }

    private ExpectedOutcome outcome(Node node, Criterion criterion) {
        if (node instanceof MappingNode) {
            return new ExpectedOutcome.Partial(Fields.of(node, "an outcome", OUTCOME, mistakes).number("partial", 0,
                    criterion.points()));
        }
        String text = Fields.scalar(node).orElse("");
        if (text.equals(PASSED)) {
            return new ExpectedOutcome.Passed();
        }
        if (text.startsWith(BLOCKED) && ids.contains(text.substring(BLOCKED.length()))) {
            return new ExpectedOutcome.Blocked(text.substring(BLOCKED.length()));
        }
        if (!text.equals(FAILED)) {
            mistakes.add(node, "'passed', 'failed', 'blocked by' and the id of a criterion, or {partial: POINTS}",
                    Fields.describe(node));
        }
        return new ExpectedOutcome.Failed();
    }
}
