package dev.statelab.cli;

import static java.util.stream.Collectors.joining;

import dev.statelab.cli.change.Notes;
import dev.statelab.cli.home.PrivateFolder;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.judging.EvaluationOptions;
import dev.statelab.core.judging.Evaluator;
import dev.statelab.core.judging.Progress;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.ParameterResult;
import dev.statelab.core.result.ParameterResult.Misnamed;
import dev.statelab.core.task.Task;
import dev.statelab.kube.KubeCluster;
import dev.statelab.kube.NamespacePresence.Exists;
import dev.statelab.kube.NamespacePresence.Missing;
import dev.statelab.kube.NamespacePresence.Unknown;
import dev.statelab.kube.apply.ApplyOutcome.Refused;
import dev.statelab.kube.apply.ApplyReport;
import dev.statelab.kube.apply.ApplyReport.Entry;
import dev.statelab.kube.apply.Manifest;
import dev.statelab.kube.apply.ManifestReading.Problem;
import dev.statelab.kube.release.PlannedRelease;
import dev.statelab.kube.release.ReleaseOutcome;
import dev.statelab.kube.release.Releases;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Deploys and grades on one cluster, and tells on the screen how it goes on. */
public final class Grading {

    private final Screen screen;
    private final KubeCluster cluster;
    private final double speed;
    private final Optional<Notes> notes;

    public Grading(Screen screen, OpenCluster open) {
        this.screen = screen;
        this.cluster = open.cluster();
        this.speed = open.speed();
        this.notes = open.isLasting()
                ? Optional.of(new Notes(PrivateFolder.ofUser(System.getenv())))
                : Optional.empty();
    }

    /**
     * A graded work.
     *
     * @param objects none when none could be seen
     */
    public record Graded(Evaluation evaluation, ClusterState objects) {}

    /**
     * Applies the manifests, and installs the charts.
     *
     * @param namespace for objects that name none, and for charts
     * @throws GraderException when one of them was not taken; it says which were
     */
    void deploy(Solution solution, String namespace) throws InterruptedException {
        if (!solution.manifests().isEmpty()) {
            apply(solution.manifests(), namespace);
        }
        if (!solution.charts().isEmpty()) {
            requireNamespace(namespace);
        }
        for (PlannedRelease chart : solution.charts()) {
            install(chart, namespace);
        }
    }

    private void apply(List<Manifest> manifests, String namespace) throws InterruptedException {
        ApplyReport report = cluster.applier().apply(manifests, namespace);
        if (!report.isComplete()) {
            throw new GraderException(exitCode(report.entries()), report.entries().stream()
                    .map(entry -> Text.line(entry.toString()))
                    .collect(joining("\n", "Not everything could be applied, so nothing was graded:\n", "")));
        }
    }

    private void install(PlannedRelease chart, String namespace) throws InterruptedException {
        screen.err().println("Installing " + Text.line(chart.folder().toString()) + " as the release "
                + Text.line(chart.name()));
        switch (cluster.releases().install(chart, namespace, Releases.USUAL_HOOKS)) {
            case ReleaseOutcome.Released _ -> {
            }
            case ReleaseOutcome.Refused(List<Problem> problems) -> throw new GraderException(ExitCode.USAGE,
                    problems.stream().map(problem -> Text.line(problem.toString())).collect(
                            joining("\n", "The chart could not be installed, so nothing was graded:\n", "")));
            case ReleaseOutcome.Unknown(Cause cause) -> throw new GraderException(ExitCode.INCOMPLETE,
                    "Nothing could be graded: " + Text.line(cause.message()));
        }
    }

    private static int exitCode(List<Entry> entries) {
        boolean refused = entries.stream().anyMatch(entry -> entry.outcome() instanceof Refused);
        return refused ? ExitCode.USAGE : ExitCode.INCOMPLETE;
    }

    /**
     * Grades the work in a namespace. An interruption of this thread ends it early, with what was known.
     *
     * @param named what the student says that parameters of the task are, by their ids
     * @throws GraderException when the cluster cannot be reached, or has no such namespace; when a parameter cannot be what
     *         the student says
     */
    public Evaluation grade(Task task, String namespace, Map<String, String> named) throws InterruptedException {
        return gradeWithObjects(task, namespace, named).evaluation();
    }

    /** The same, with the objects that were seen when all was judged. */
    public Graded gradeWithObjects(Task task, String namespace, Map<String, String> named)
            throws InterruptedException {
        requireNamespace(namespace);
        giveBack(namespace);
        if (!screen.interactive()) {
            return evaluate(task, namespace, named, new ProgressLog(screen.err()));
        }
        try (ProgressLine line = new ProgressLine(screen, task, InstantSource.system())) {
            return evaluate(task, namespace, named, line);
        }
    }

    private void giveBack(String namespace) throws InterruptedException {
        if (notes.isPresent()) {
            Optional<Cause> changed = notes.get().giveBack(cluster, namespace, this::tell);
            if (changed.isPresent()) {
                throw new GraderException(ExitCode.INCOMPLETE,
                        "Nothing was graded: " + Text.line(changed.get().message()));
            }
        }
    }

    private void tell(String line) {
        screen.err().println(Text.line(line));
    }

    /**
     * Makes sure that the cluster can be reached and has the namespace.
     *
     * @throws GraderException when not
     */
    public void requireNamespace(String namespace) throws InterruptedException {
        switch (cluster.namespace(namespace)) {
            case Exists _ -> {
            }
            case Missing _ -> throw new GraderException(
                    ExitCode.USAGE,
                    "Expected the namespace " + Text.quote(namespace)
                            + ", but the cluster has none of that name.\nTry: "
                            + "kubectl create namespace " + Text.line(namespace)
                            + ", or name the one with your work by --namespace.");
            case Unknown(Cause cause) when cause.reason() != Cause.Reason.FORBIDDEN -> throw new GraderException(
                    ExitCode.INCOMPLETE, "Nothing could be graded: " + Text.line(cause.message()));
            // Whoever may not read the namespace itself may well read what is in it.
            case Unknown _ -> {
            }
        }
    }

    private Graded evaluate(Task task, String namespace, Map<String, String> named, Progress progress) {
        KeepsObjects kept = new KeepsObjects(new ProgressForStudents(progress), namespace);
        Function<Cluster, Evaluation> grade = on -> Evaluator.evaluate(task, on, namespace,
                EvaluationOptions.live(kept).withSpeed(speed).withNamed(named));
        Evaluation evaluation = notes.map(of -> of.noting(cluster, this::tell, grade))
                .orElseGet(() -> grade.apply(cluster));
        refuseMisnamed(evaluation.parameters());
        return new Graded(evaluation, kept.objects());
    }

    /**
     * Refuses what the student says if a parameter cannot be that: then nothing was judged.
     *
     * @throws GraderException naming what it could be
     */
    public static void refuseMisnamed(List<ParameterResult> parameters) {
        String misnamed = parameters.stream()
                .flatMap(result -> result.choice() instanceof Misnamed(String value, List<String> candidates)
                        ? Stream.of("Expected " + result.title() + " in --param or submission.yaml, found "
                                + Text.line(result.id()) + "=" + Text.line(value) + ". It could be "
                                + Text.line(String.join(", ", candidates)) + ".")
                        : Stream.empty())
                .collect(joining("\n"));
        if (!misnamed.isEmpty()) {
            throw new GraderException(ExitCode.USAGE, misnamed + "\nNothing was graded.");
        }
    }
}
