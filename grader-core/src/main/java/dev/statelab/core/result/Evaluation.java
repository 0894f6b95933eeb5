package dev.statelab.core.result;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.result.Outcome.Inconclusive;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/**
 * One grading of one student's work.
 *
 * @param id random, one per evaluation
 * @param task what was graded
 * @param namespace where
 * @param startedAt when
 * @param criteria in the order of the task
 */
public record Evaluation(
        String id,
        GradedTask task,
        String namespace,
        Instant startedAt,
        List<CriterionResult> criteria,
        Timing timing) {

    /**
     * The task, as far as a report needs it.
     *
     * @param maxScore the points of all criteria
     * @param passMark the points from which the work has passed
     */
    public record GradedTask(String name, String title, String version, int maxScore, int passMark) {
        public GradedTask {
            requireNonNull(name, "name");
            requireNonNull(title, "title");
            requireNonNull(version, "version");
        }
    }

    public enum Status {
        /** Every criterion has an answer, so there is a score. */
        COMPLETE,
        /** Something could not be found out: no score, run it again. */
        INCOMPLETE
    }

    public Evaluation {
        requireNonNull(id, "id");
        requireNonNull(task, "task");
        requireNonNull(namespace, "namespace");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(timing, "timing");
        criteria = List.copyOf(criteria);
    }

    public Status status() {
        return criteria.stream().anyMatch(result -> result.outcome() instanceof Inconclusive)
                ? Status.INCOMPLETE
                : Status.COMPLETE;
    }

    /** The points that the observed criteria gave; what the student has for certain, not the score. */
    public int pointsSoFar() {
        return criteria.stream().mapToInt(CriterionResult::points).sum();
    }

    /** Absent when the evaluation is incomplete. */
    public OptionalInt score() {
        return status() == Status.COMPLETE ? OptionalInt.of(pointsSoFar()) : OptionalInt.empty();
    }

    /** True when there is a score and it reaches the pass mark. */
    public boolean passed() {
        return status() == Status.COMPLETE && pointsSoFar() >= task.passMark();
    }
}
