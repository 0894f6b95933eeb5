package dev.statelab.core.judging;

import dev.statelab.core.Tasks;
import dev.statelab.core.result.Evaluation;

/** Evaluations by tasks that have the usual observations. */
final class Criteria {

    /** One criterion {@code a}, worth everything: three pods are Ready. */
    static final String READY_WITHIN_60S = """
            - {id: a, title: A, points: 100, within: 60s, expect: [{that: "pods.size() == 3 && pods.all(p, isReady(p))",
                 show: "pods.filter(p, isReady(p)).size()"}]}
            """;

    private Criteria() {}

    /** @param criteria of the task, as they are written in it */
    static Evaluation evaluate(String criteria, FakeCluster cluster) {
        return Evaluator.evaluate(Tasks.withCriteria(criteria), cluster, "lab", cluster.options());
    }
}
