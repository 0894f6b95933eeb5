package dev.statelab.cli.verify;

import dev.statelab.cli.OpenCluster;
import dev.statelab.cli.Watched;
import dev.statelab.core.cases.Rehoming;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Listing;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.StateFeed;
import dev.statelab.core.judging.EvaluationOptions;
import dev.statelab.core.judging.Evaluator;
import dev.statelab.core.judging.Progress;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.task.Task;
import dev.statelab.kube.KubeCluster;
import dev.statelab.kube.apply.ApplyOutcome;
import dev.statelab.kube.apply.ApplyReport;
import dev.statelab.kube.apply.ApplyReport.Entry;
import dev.statelab.kube.apply.Manifest;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Deploys solutions on a cluster, each into a namespace that is made for it and removed afterwards, and grades them. */
final class Trials {

    private static final Path ORIGIN = Path.of("solution");
    private static final Duration PORTS_FREE_WITHIN = Duration.ofSeconds(60);

    private final KubeCluster cluster;
    private final EvaluationOptions options;
    private final RandomGenerator random = new SecureRandom();
    private final NodePorts nodePorts = new NodePorts();

    Trials(OpenCluster open) {
        this.cluster = open.cluster();
        this.options = EvaluationOptions.live(Progress.NONE).withSpeed(open.speed());
    }

    /**
     * What is graded.
     *
     * @param charts what is known of the chart that was rendered to the objects; none for manifests
     * @param named what the student says that parameters of the task are, by their ids
     */
    record Solution(List<KubernetesObject> objects, List<KubernetesObject> charts, Map<String, String> named) {
        Solution {
            objects = List.copyOf(objects);
            charts = List.copyOf(charts);
            named = Map.copyOf(named);
        }
    }

    /** Deploys what the API server takes, and grades it. */
    Trial run(Task task, Solution solution) throws InterruptedException {
        return deployed(task, solution.objects(), (namespace, refused) -> graded(task, solution, namespace, refused),
                Trial.NotGraded::new);
    }

    /** Deploys and grades, but only if the API server takes all of it. */
    Trial unlessRefused(Task task, Solution solution) throws InterruptedException {
        return deployed(task, solution.objects(), (namespace, refused) -> refused.isEmpty()
                ? graded(task, solution, namespace, refused)
                : new Trial.NotTaken(refused.getFirst()), Trial.NotGraded::new);
    }

    /** What is done with a solution while it is deployed. */
    @FunctionalInterface
    interface Visit<T> {
        /** @param refused what the API server did not take */
        T in(String namespace, List<Entry> refused) throws InterruptedException;
    }

    /**
     * Deploys what the API server takes, for the time of a visit.
     *
     * @param impossible what comes of it where it cannot be deployed, for a reason that says nothing about it
     */
    <T> T deployed(Task task, List<KubernetesObject> objects, Visit<T> visit, Function<Cause, T> impossible)
            throws InterruptedException {
        try (NodePorts.Held held = nodePorts.hold(objects)) {
            String namespace = nameFor(task);
            try {
                return inOwnNamespace(task, namespace, objects, visit, impossible);
            } finally {
                if (!held.ports().isEmpty() && !Thread.currentThread().isInterrupted()) {
                    awaitNoServices(namespace);
                }
            }
        }
    }

    private String nameFor(Task task) {
        return "statelab-" + task.name() + "-" + HexFormat.of().toHexDigits(random.nextInt());
    }

    private <T> T inOwnNamespace(Task task, String namespace, List<KubernetesObject> objects, Visit<T> visit,
            Function<Cause, T> impossible)
            throws InterruptedException {
        Optional<Cause> problem = cluster.ownNamespaces().create(namespace);
        if (problem.isPresent()) {
            return impossible.apply(problem.get());
        }
        try {
            ApplyReport report = cluster.applier().apply(Rehoming.withoutNamespace(task, objects).stream()
                    .map(object -> Manifest.of(object, ORIGIN)).toList(), namespace);
            for (Entry entry : report.entries()) {
                if (entry.outcome() instanceof ApplyOutcome.Unknown(Cause cause)) {
                    return impossible.apply(cause);
                }
            }
            return visit.in(namespace, report.entries().stream()
                    .filter(entry -> entry.outcome() instanceof ApplyOutcome.Refused).toList());
        } finally {
            remove(namespace);
        }
    }

    private Trial graded(Task task, Solution solution, String namespace, List<Entry> refused)
            throws InterruptedException {
        return new Trial.Graded(
                grade(task, solution.named(), new WithCharts(cluster, solution.charts()), namespace), refused);
    }

    /**
     * Reads a namespace for all evaluations of what is deployed there; whoever calls closes it.
     *
     * @param charts what is known of the chart that was rendered to it; none for manifests
     */
    StateFeed watch(Task task, List<KubernetesObject> charts, String namespace) throws InterruptedException {
        return new WithCharts(cluster, charts).observe(namespace, Evaluator.kinds(task));
    }

    /** Grades what is deployed in a watched namespace, as everybody is graded. */
    Evaluation grade(Task task, Map<String, String> named, StateFeed feed, String namespace)
            throws InterruptedException {
        return grade(task, named, new Watched(cluster, namespace, Evaluator.kinds(task), feed), namespace);
    }

    private Evaluation grade(Task task, Map<String, String> named, Cluster in, String namespace)
            throws InterruptedException {
        Evaluation evaluation = Evaluator.evaluate(task, in, namespace, options.withNamed(named));
        if (wasInterrupted(evaluation)) {
            throw new InterruptedException("the evaluation in " + namespace + " was stopped");
        }
        return evaluation;
    }

    private static boolean wasInterrupted(Evaluation evaluation) {
        return evaluation.criteria().stream()
                .anyMatch(result -> result.outcome() instanceof Outcome.Inconclusive(Cause cause)
                        && cause.reason() == Cause.Reason.INTERRUPTED);
    }

    /** Also after an interruption, so that nothing stays behind on a cluster of somebody's. */
    private void remove(String namespace) throws InterruptedException {
        boolean interrupted = Thread.interrupted();
        Optional<Cause> _ = cluster.ownNamespaces().delete(namespace);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A port of the nodes is free again once its Service is gone, some time after the removal was asked for. */
    private void awaitNoServices(String namespace) throws InterruptedException {
        long start = System.nanoTime();
        try (StateFeed feed = cluster.observe(namespace, Set.of(ResourceKind.SERVICE))) {
            ClusterState state = feed.current();
            Duration left = PORTS_FREE_WITHIN;
            while (state.listing(ResourceKind.SERVICE) instanceof Listing.Listed(var services) && !services.isEmpty()
                    && left.isPositive()) {
                state = feed.awaitAfter(state, left);
                left = PORTS_FREE_WITHIN.minusNanos(System.nanoTime() - start);
            }
        }
    }
}
