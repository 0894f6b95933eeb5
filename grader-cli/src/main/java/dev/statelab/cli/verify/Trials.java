package dev.statelab.cli.verify;

import dev.statelab.cli.OpenCluster;
import dev.statelab.core.cases.Rehoming;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.KubernetesObject;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Deploys solutions on a cluster, each into a namespace that is made for it and removed afterwards, and grades them. */
final class Trials {

    private static final Path ORIGIN = Path.of("solution");

    private final KubeCluster cluster;
    private final Grading grading;
    private final RandomGenerator random;

    /** How what is deployed is graded. */
    @FunctionalInterface
    interface Grading {
        Evaluation grade(Task task, String namespace, Map<String, String> named) throws InterruptedException;
    }

    /** @param random makes the names of namespaces */
    Trials(KubeCluster cluster, Grading grading, RandomGenerator random) {
        this.cluster = cluster;
        this.grading = grading;
        this.random = random;
    }

    /** Grades as everybody is graded. */
    static Trials on(OpenCluster open) {
        return new Trials(open.cluster(),
                (task, namespace, named) -> Evaluator.evaluate(task, open.cluster(), namespace,
                        EvaluationOptions.live(Progress.NONE).withSpeed(open.speed()).withNamed(named)),
                new SecureRandom());
    }

    /**
     * Deploys what the API server takes, and grades it.
     *
     * @param named what the student says that parameters of the task are, by their ids
     */
    Trial run(Task task, List<KubernetesObject> objects, Map<String, String> named) throws InterruptedException {
        return run(task, objects, named, true);
    }

    /** Deploys and grades, but only if the API server takes all of it. */
    Trial unlessRefused(Task task, List<KubernetesObject> objects) throws InterruptedException {
        return run(task, objects, Map.of(), false);
    }

    private Trial run(Task task, List<KubernetesObject> objects, Map<String, String> named, boolean alsoInPart)
            throws InterruptedException {
        String namespace = "statelab-" + task.name() + "-" + HexFormat.of().toHexDigits(random.nextInt());
        Optional<Cause> problem = cluster.ownNamespaces().create(namespace);
        if (problem.isPresent()) {
            return new Trial.NotGraded(problem.get());
        }
        try {
            return deployed(task, Rehoming.withoutNamespace(task, objects), named, namespace, alsoInPart);
        } finally {
            remove(namespace);
        }
    }

    private Trial deployed(Task task, List<KubernetesObject> objects, Map<String, String> named, String namespace,
            boolean alsoInPart) throws InterruptedException {
        ApplyReport report = cluster.applier()
                .apply(objects.stream().map(object -> Manifest.of(object, ORIGIN)).toList(), namespace);
        for (Entry entry : report.entries()) {
            if (entry.outcome() instanceof ApplyOutcome.Unknown(Cause cause)) {
                return new Trial.NotGraded(cause);
            }
        }
        List<Entry> refused = report.entries().stream()
                .filter(entry -> entry.outcome() instanceof ApplyOutcome.Refused).toList();
        return refused.isEmpty() || alsoInPart
                ? grade(task, named, namespace, refused)
                : new Trial.NotTaken(refused.getFirst());
    }

    private Trial grade(Task task, Map<String, String> named, String namespace, List<Entry> refused)
            throws InterruptedException {
        Evaluation evaluation = grading.grade(task, namespace, named);
        if (wasInterrupted(evaluation)) {
            throw new InterruptedException("the evaluation in " + namespace + " was stopped");
        }
        return new Trial.Graded(evaluation, refused);
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
}
