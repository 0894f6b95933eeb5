package dev.statelab.core.judging;

import dev.statelab.core.Tasks;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.result.Outcome;
import java.util.List;

/** Evaluations of a task with one criterion, {@code a}, that is worth 100 points. */
final class OneCriterion {

    private OneCriterion() {}

    /** @param steps of the criterion, each in YAML's flow style */
    static Evaluation evaluate(FakeCluster cluster, String... steps) {
        String criterion = "- id: a\n  title: A\n  points: 100\n  steps:\n";
        return Evaluator.evaluate(Tasks.withCriteria(criterion + "    - " + String.join("\n    - ", steps)), cluster,
                "lab", cluster.options());
    }

    static List<Evidence> evidence(Evaluation evaluation) {
        return evaluation.criteria().getFirst().evidence();
    }

    /** Why nothing could be found out. */
    static String cause(Evaluation evaluation) {
        return evaluation.criteria().getFirst().outcome() instanceof Outcome.Inconclusive(Cause cause)
                ? cause.message()
                : evaluation.criteria().getFirst().outcome().toString();
    }
}
