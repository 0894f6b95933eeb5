package dev.statelab.core.result;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.cluster.ClusterIdentity;
import dev.statelab.core.result.Outcome.Inconclusive;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * One grading of one student's work.
 *
 * @param id random, one per evaluation
 * @param task what was graded
 * @param namespace where
 * @param startedAt when
 * @param cluster what tells the cluster from others
 * @param parameters what the parameters of the task stood for, in the order of the task
 * @param criteria in the order of the task
 * @param rootCauses why criteria failed, where it could be told, each cause once
 * @param noticed what else a person should know who judges, a sentence each; it costs no points. Texts may come from the
 *        student's cluster
 * @param contents what was on the student's claims before anything was judged, where it was asked for and could be read; it
 *        costs no points
 */
public record Evaluation(
        String id,
        GradedTask task,
        String namespace,
        Instant startedAt,
        ClusterIdentity cluster,
        List<ParameterResult> parameters,
        List<CriterionResult> criteria,
        List<Diagnosed> rootCauses,
        List<String> noticed,
        List<ClaimContents> contents,
        Timing timing) {

    /**
     * The task, as far as a report needs it.
     *
     * @param maxScore the points of all regular criteria; bonus points come on top
     * @param passMark the points from which the work has passed
     * @param hiddenPoints what the hidden criteria are worth; they are counted apart
     */
    public record GradedTask(
            String name,
            String title,
            String version,
            int maxScore,
            int passMark,
            int hiddenPoints) {
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
        parameters = List.copyOf(parameters);
        requireNonNull(namespace, "namespace");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(cluster, "cluster");
        requireNonNull(timing, "timing");
        criteria = List.copyOf(criteria);
        rootCauses = List.copyOf(rootCauses);
        noticed = List.copyOf(noticed);
        contents = List.copyOf(contents);
    }

    public Status status() {
        return criteria.stream().anyMatch(result -> result.outcome() instanceof Inconclusive)
                ? Status.INCOMPLETE
                : Status.COMPLETE;
    }

    /** Why a criterion failed; none where it did not, or where its finding says it all. */
    public List<RootCause> rootCauses(String criterion) {
        return rootCauses.stream().filter(diagnosed -> diagnosed.criteria().contains(criterion))
                .map(Diagnosed::cause).toList();
    }

    /** The points that the observed criteria gave; what the student has for certain, not the score. */
    public int pointsSoFar() {
        return points(result -> !result.is(Credit.HIDDEN));
    }

    /** Regular and bonus points; absent when the evaluation is incomplete. */
    public OptionalInt score() {
        return status() == Status.COMPLETE ? OptionalInt.of(pointsSoFar()) : OptionalInt.empty();
    }

    /** The points of hidden criteria; absent when there are none, or when the evaluation is incomplete. */
    public OptionalInt hiddenScore() {
        return status() == Status.COMPLETE && criteria.stream().anyMatch(result -> result.is(Credit.HIDDEN))
                ? OptionalInt.of(points(result -> result.is(Credit.HIDDEN)))
                : OptionalInt.empty();
    }

    /** The same without what only instructors may see. That there is something hidden, and its worth, is no secret. */
    public Evaluation forStudents() {
        List<CriterionResult> shown = criteria.stream().filter(result -> !result.is(Credit.HIDDEN)).toList();
        List<String> ids = shown.stream().map(CriterionResult::id).toList();
        return new Evaluation(id, task, namespace, startedAt, cluster, parameters, shown,
                rootCauses.stream().flatMap(diagnosed -> diagnosed.ofOnly(ids).stream()).toList(), noticed,
                contents, timing);
    }

    private int points(Predicate<CriterionResult> counted) {
        return criteria.stream().filter(counted).mapToInt(CriterionResult::points).sum();
    }

    /** True when there is a score and it reaches the pass mark. */
    public boolean passed() {
        return status() == Status.COMPLETE && pointsSoFar() >= task.passMark();
    }
}
