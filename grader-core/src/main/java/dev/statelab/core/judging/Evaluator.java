package dev.statelab.core.judging;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.Relations;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.StateFeed;
import dev.statelab.core.diagnosis.Outlook;
import dev.statelab.core.judging.Waiting.Look;
import dev.statelab.core.judging.Waiting.Waited;
import dev.statelab.core.result.ClaimContents;
import dev.statelab.core.result.Credit;
import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.result.Diagnosed;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Evaluation.GradedTask;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.result.Timing;
import dev.statelab.core.task.Criterion;
import dev.statelab.core.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Grades the work in one namespace by one task. */
public final class Evaluator {
    private final Task task;
    private final Cluster cluster;
    private final String namespace;
    private final EvaluationOptions options;
    private final String id;
    private final Instant startedAt;
    private final long startedTick;
    private final Map<String, List<Failure>> failures = new ConcurrentHashMap<>();
    private final IdentityRead identity;
    private final Noticed noticed = new Noticed();

    private Evaluator(Task task, Cluster cluster, String namespace, EvaluationOptions options) {
        this.task = task;
        this.cluster = cluster;
        this.namespace = namespace;
        this.options = options;
        this.id = RandomValues.text(options.random());
        this.startedAt = options.clock().instant();
        this.startedTick = options.ticker().getAsLong();
        this.identity = new IdentityRead(cluster, !options.glance());
    }

    /**
     * Grades. First what the task's parameters stand for is found; where one cannot be what the student says, nothing is
     * judged, and all criteria are inconclusive for that reason. Then each criterion runs in a thread of its own and starts as
     * soon as what it needs has passed; all of them have ended when this returns.
     *
     * <p>An interruption of the calling thread ends the evaluation early: what is not finished is inconclusive, and the
     * evaluation is returned with what was known. The interruption counts as handled then.
     */
    public static Evaluation evaluate(Task task, Cluster cluster, String namespace, EvaluationOptions options) {
        return new Evaluator(task, cluster, namespace, options).evaluate();
    }

    /** What an evaluation by this task observes. */
    public static Set<ResourceKind> kinds(Task task) {
        return Kinds.of(task);
    }

    private Evaluation evaluate() {
        try (identity; StateFeed feed = cluster.observe(namespace, Kinds.of(task))) {
            Parameters parameters = discover(feed);
            Optional<Cause> misnamed = parameters.misnamed();
            if (misnamed.isPresent()) {
                return notJudged(parameters, new Outcome.Inconclusive(misnamed.get()));
            }
            ClusterState first = feed.current();
            // The grader itself writes through applications.
            List<ClaimContents> contents = options.contents()
                    ? new ContentsReading(cluster, first).read()
                    : List.of();
            Session session = new Session(task, parameters, noticed.through(cluster), namespace, feed, options);
            List<CriterionResult> results = withoutLoss(judge(session), feed.current());
            options.progress().ended(feed.current());
            return evaluation(parameters, results, session.restarts(), rootCauses(results),
                    noticed.between(first, feed.current()), contents);
        } catch (InterruptedException e) {
            Evaluation evaluation = notJudged(Parameters.NONE, interrupted());
            evaluation.criteria().forEach(options.progress()::finished);
            return evaluation;
        }
    }

    private Evaluation notJudged(Parameters parameters, Outcome outcome) {
        List<CriterionResult> results = task.criteria().stream()
                .map(criterion -> result(criterion, new Judged(outcome, 0), List.of(), 0)).toList();
        return evaluation(parameters, results, List.of(), List.of(), List.of(), List.of());
    }

    /** Once for the whole evaluation. What is not there yet is given the time that a cluster takes to follow. */
    private Parameters discover(StateFeed feed) throws InterruptedException {
        return switch (new Waiting(feed, options).until(
                state -> Look.of(Optional.of(discover(state)).filter(Parameters::areThere),
                        () -> new Outlook(List.of())),
                TimeLimit.FOLLOWS_WITHIN, _ -> {})) {
            case Waited.Came<Parameters>(Parameters parameters) -> parameters;
            case Waited.GaveUp<Parameters>(ClusterState last, var _) -> discover(last);
        };
    }

    private Parameters discover(ClusterState state) {
        return Discovery.of(task, state, options.named(), () -> Sight.CLEAR);
    }

    private List<CriterionResult> judge(Session session) {
        Map<String, CompletableFuture<CriterionResult>> results = new LinkedHashMap<>();
        task.criteria().forEach(criterion -> results.put(criterion.id(), new CompletableFuture<>()));
        Needs needs = new Needs(results, new Precedence(task.criteria()));
        long begin = options.ticker().getAsLong();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Criterion criterion : task.criteria()) {
                CompletableFuture<CriterionResult> result = Optional.ofNullable(results.get(criterion.id()))
                        .orElseThrow();
                threads.execute(() -> complete(result, session, criterion, needs, begin));
            }
            try {
                CompletableFuture.allOf(results.values().toArray(CompletableFuture[]::new)).get();
            } catch (InterruptedException | ExecutionException e) {
                threads.shutdownNow();
            }
        }
        List<CriterionResult> all = new ArrayList<>();
        results.values().forEach(result -> all.add(result.join()));
        return all;
    }

    /** A bug of ours reaches the caller through the future. */
    @SuppressWarnings("IllegalCatch")
    private void complete(
            CompletableFuture<CriterionResult> future,
            Session session,
            Criterion criterion,
            Needs needs,
            long begin) {
        try {
            CriterionResult result = judge(session, criterion, needs, begin);
            options.progress().finished(result);
            future.complete(result);
        } catch (RuntimeException | Error e) {
            future.completeExceptionally(e);
        }
    }

    /** What is not as it should be costs nothing where the ground has gone from under it. */
    private List<CriterionResult> withoutLoss(List<CriterionResult> results, ClusterState last) {
        return results.stream().noneMatch(Evaluator::costsPoints) || options.glance()
                ? results
                : loss(last).map(cause -> results.stream()
                        .map(result -> costsPoints(result) ? revised(result, cause) : result).toList())
                        .orElse(results);
    }

    private CriterionResult revised(CriterionResult result, Cause cause) {
        CriterionResult revised = new CriterionResult(result.id(), result.title(), 0, result.maxPoints(),
                result.credit(), new Outcome.Inconclusive(cause), result.evidence(), result.millis());
        options.progress().revised(revised);
        return revised;
    }

    private Optional<Cause> loss(ClusterState last) {
        try {
            return cluster.loss(namespace, Relations.all(last, ResourceKind.POD).stream()
                    .map(pod -> pod.json().path("spec").path("nodeName").asText()).filter(node -> !node.isEmpty())
                    .collect(Collectors.toSet()));
        } catch (InterruptedException e) {
            return Optional
                    .of(new Cause(Cause.Reason.INTERRUPTED, "the evaluation was stopped before it was known whether"
                            + " the namespace and its nodes are still there"));
        }
    }

    private static boolean costsPoints(CriterionResult result) {
        return switch (result.outcome()) {
            case Outcome.Failed _,Outcome.Partial _,Outcome.Blocked _ -> true;
            case Outcome.Passed _,Outcome.Inconclusive _ -> false;
        };
    }

    private CriterionResult judge(Session session, Criterion criterion, Needs needs, long begin) {
        CriterionRun run = new CriterionRun(session, criterion, needs);
        long start = begin;
        Judged judged;
        try {
            Optional<Outcome> hindrance = needs.hindrance(criterion.needs());
            long known = criterion.needs().isEmpty() ? begin : options.ticker().getAsLong();
            boolean isDisturbed = hindrance.isEmpty() && needs.awaitTurn(criterion);
            start = criterion.disruptive() ? options.ticker().getAsLong() : known;
            if (hindrance.isEmpty()) {
                options.progress().started(criterion);
                long since = isDisturbed ? start : known;
                judged = Overrun.guard(criterion.timeout(), () -> run.judge(since));
            } else {
                judged = new Judged(hindrance.get(), 0);
            }
        } catch (InterruptedException e) {
            judged = new Judged(interrupted(), 0);
        }
        if (judged.outcome() instanceof Outcome.Failed || judged.outcome() instanceof Outcome.Partial) {
            failures.put(criterion.id(), run.failures());
        }
        return result(criterion, judged, run.evidence(),
                Duration.ofNanos(options.ticker().getAsLong() - start).toMillis());
    }

    private static CriterionResult result(Criterion criterion, Judged judged, List<Evidence> evidence, long millis) {
        return new CriterionResult(criterion.id(), criterion.title(), judged.points(), criterion.points(),
                criterion.credit(), judged.outcome(), evidence, millis);
    }

    private static Outcome interrupted() {
        return new Outcome.Inconclusive(
                new Cause(Cause.Reason.INTERRUPTED, "the evaluation was stopped before this was judged"));
    }

    /** An evaluation that was stopped is not to take any more time. */
    private static boolean isStopped(List<CriterionResult> results) {
        return results.stream().anyMatch(
                result -> result.outcome() instanceof Outcome.Inconclusive(Cause(Cause.Reason reason, var _))
                        && reason == Cause.Reason.INTERRUPTED);
    }

    private List<Diagnosed> rootCauses(List<CriterionResult> results) {
        List<Failure> inOrder = results.stream().filter(Evaluator::costsPoints).map(CriterionResult::id)
                .flatMap(id -> failures.getOrDefault(id, List.of()).stream()).toList();
        try {
            return isStopped(results)
                    ? List.of()
                    : new Inquiry(cluster, namespace, options.glance() ? 0 : Inquiry.ROUNDS).rootCauses(inOrder);
        } catch (InterruptedException e) {
            return List.of();
        }
    }

    private Evaluation evaluation(
            Parameters parameters,
            List<CriterionResult> results,
            List<Duration> restarts,
            List<Diagnosed> rootCauses,
            List<String> remarks,
            List<ClaimContents> contents) {
        Duration total = Duration.ofNanos(options.ticker().getAsLong() - startedTick);
        return new Evaluation(id,
                new GradedTask(task.name(), task.title(), task.version(), task.maxPoints(), task.passMark(),
                        task.points(Credit.HIDDEN)),
                namespace,
                startedAt, isStopped(results) ? identity.readSoFar() : identity.read(), parameters.results(), results,
                rootCauses, remarks, contents, new Timing(total, restarts));
    }
}
