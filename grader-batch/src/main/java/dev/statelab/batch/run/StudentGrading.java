package dev.statelab.batch.run;

import static java.util.stream.Collectors.joining;

import dev.statelab.batch.result.StudentOutcome;
import dev.statelab.batch.result.StudentOutcome.Graded;
import dev.statelab.batch.result.StudentOutcome.Incomplete;
import dev.statelab.batch.result.StudentOutcome.NotGraded;
import dev.statelab.batch.result.StudentOutcome.NothingHandedIn;
import dev.statelab.batch.result.Trouble;
import dev.statelab.batch.result.Trouble.Kind;
import dev.statelab.batch.roster.Student;
import dev.statelab.batch.roster.Work.Live;
import dev.statelab.batch.roster.Work.Nothing;
import dev.statelab.batch.roster.Work.Submitted;
import dev.statelab.batch.roster.Work.Unclear;
import dev.statelab.batch.run.Workplaces.Opened;
import dev.statelab.batch.run.Workplaces.Workplace;
import dev.statelab.batch.submission.Submission;
import dev.statelab.batch.submission.Submission.Empty;
import dev.statelab.batch.submission.Submission.Refused;
import dev.statelab.batch.submission.Submission.ToDeploy;
import dev.statelab.batch.submission.Submission.ToInstall;
import dev.statelab.batch.submission.Submission.Unreadable;
import dev.statelab.batch.submission.SubmissionLimits;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.judging.EvaluationOptions;
import dev.statelab.core.judging.Evaluator;
import dev.statelab.core.judging.Progress;
import dev.statelab.core.report.Printable;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Outcome.Inconclusive;
import dev.statelab.core.task.Task;
import dev.statelab.kube.KubeCluster;
import dev.statelab.kube.NamespacePresence.Exists;
import dev.statelab.kube.NamespacePresence.Missing;
import dev.statelab.kube.NamespacePresence.Unknown;
import dev.statelab.kube.apply.ApplyOutcome;
import dev.statelab.kube.apply.ApplyReport;
import dev.statelab.kube.apply.Manifest;
import dev.statelab.kube.apply.ManifestReading.Problem;
import dev.statelab.kube.connect.ConnectResult.Impossible;
import dev.statelab.kube.connect.ConnectResult.Ready;
import dev.statelab.kube.connect.UntrustedKubeconfig;
import dev.statelab.kube.connect.UntrustedRules;
import dev.statelab.kube.release.PlannedRelease;
import dev.statelab.kube.release.ReleaseOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One try at one student. */
final class StudentGrading {

    /** Mistakes of a submission that are named; a person who looks at it sees the others. */
    private static final int NAMED = 5;

    /** How long one hook of a student's chart may take. */
    private static final Duration HOOKS = Duration.ofMinutes(1);

    private final Task task;
    private final Workplaces workplaces;
    private final Safekeeping safekeeping;
    private final UntrustedRules rules;
    private final BatchProgress told;

    StudentGrading(Task task, Workplaces workplaces, Safekeeping safekeeping, UntrustedRules rules,
            BatchProgress told) {
        this.task = task;
        this.workplaces = workplaces;
        this.safekeeping = safekeeping;
        this.rules = rules;
        this.told = told;
    }

    /** An interruption that comes while criteria are judged is an outcome with {@link Kind#INTERRUPTED}. */
    StudentOutcome grade(Student student, Progress progress) throws InterruptedException {
        return switch (student.work()) {
            case Nothing() -> new NothingHandedIn();
            case Unclear(var mistake) -> notGraded(Kind.ROSTER, mistake.toString());
            case Live live -> live(live, progress, line -> told.told(student, line));
            case Submitted submitted -> submitted(submitted, progress);
        };
    }

    private StudentOutcome live(Live work, Progress progress, Consumer<String> lines) throws InterruptedException {
        return switch (UntrustedKubeconfig.connect(work.kubeconfig(), work.context(), rules)) {
            case Impossible(var problem) -> notGraded(Kind.KUBECONFIG, problem.toString());
            case Ready(var connection) -> {
                try (KubeCluster cluster = KubeCluster.open(connection)) {
                    yield safely(cluster, namespace(work.namespace()),
                            EvaluationOptions.live(progress).withContents(), lines);
                }
            }
        };
    }

    private StudentOutcome submitted(Submitted work, Progress progress) throws InterruptedException {
        String wanted = namespace(work.namespace());
        String namespace = workplaces.namespaceFor(wanted);
        try (Submission submission = Submission.open(work.path(), task, namespace, SubmissionLimits.USUAL)) {
            return switch (workplaces.admit(submission, wanted, namespace)) {
                case Empty() -> new NothingHandedIn();
                case Refused(List<String> problems) -> notGraded(Kind.SUBMISSION, some(problems));
                case Unreadable(String message) -> notGraded(Kind.THIS_MACHINE, message);
                case ToDeploy(List<Manifest> manifests, Map<String, String> named) ->
                    deployed(namespace, named, progress, cluster -> deploy(manifests, cluster, namespace));
                case ToInstall(PlannedRelease chart, Map<String, String> named, var _) ->
                    deployed(namespace, named, progress, cluster -> install(chart, cluster, namespace));
            };
        } catch (IOException e) {
            return notGraded(Kind.THIS_MACHINE, "What was unpacked could not be removed: " + e);
        }
    }

    /** Puts a student's work onto a cluster. */
    @FunctionalInterface
    private interface Deployment {

        /** Why it is not there; empty when it is. */
        Optional<Trouble> on(KubeCluster cluster) throws InterruptedException;
    }

    private StudentOutcome deployed(String namespace, Map<String, String> named, Progress progress,
            Deployment deployment) throws InterruptedException {
        return switch (workplaces.open(namespace)) {
            case Opened.Not(Cause cause) -> new NotGraded(Trouble.of(cause));
            case Opened.Place(Workplace made) -> {
                try (Workplace place = made) {
                    Optional<Trouble> refused = deployment.on(place.cluster());
                    yield refused.isPresent()
                            ? new NotGraded(refused.get())
                            : evaluate(place.cluster(), namespace, () -> Evaluator.evaluate(task, place.cluster(),
                                    namespace, place.options(progress).withNamed(named)));
                }
            }
        };
    }

    private static Optional<Trouble> install(PlannedRelease chart, KubeCluster cluster, String namespace)
            throws InterruptedException {
        return switch (cluster.releases().install(chart, namespace, HOOKS)) {
            case ReleaseOutcome.Released _ -> Optional.empty();
            case ReleaseOutcome.Refused(List<Problem> problems) ->
                Optional.of(new Trouble(Kind.SUBMISSION, Printable.of(some(problems))));
            case ReleaseOutcome.Unknown(Cause cause) -> Optional.of(Trouble.of(cause));
        };
    }

    private String namespace(String own) {
        return own.isEmpty() ? task.namespace() : own;
    }

    /** What is not taken as it was handed in is for a person to judge: grading the rest could be unjust either way. */
    private static Optional<Trouble> deploy(List<Manifest> manifests, KubeCluster cluster, String namespace)
            throws InterruptedException {
        ApplyReport report = cluster.applier().apply(manifests, namespace);
        if (report.isComplete()) {
            return Optional.empty();
        }
        return report.entries().stream().map(ApplyReport.Entry::outcome)
                .flatMap(outcome -> outcome instanceof ApplyOutcome.Unknown(Cause cause)
                        ? Optional.of(Trouble.of(cause)).stream()
                        : Optional.<Trouble>empty().stream())
                .findFirst()
                .or(() -> Optional.of(new Trouble(Kind.SUBMISSION, some(report.entries().stream()
                        .filter(entry -> !(entry.outcome() instanceof ApplyOutcome.Applied)).toList()))));
    }

    /** What is there after this process has ended must not stay changed. */
    private StudentOutcome safely(KubeCluster cluster, String namespace, EvaluationOptions options,
            Consumer<String> lines) throws InterruptedException {
        Optional<Cause> changed = safekeeping.giveBack(cluster, namespace, lines);
        return changed.isPresent()
                ? new NotGraded(Trouble.of(changed.get()))
                : evaluate(cluster, namespace, () -> safekeeping.noting(cluster, lines,
                        noted -> Evaluator.evaluate(task, noted, namespace, options)));
    }

    private StudentOutcome evaluate(KubeCluster cluster, String namespace, Supplier<Evaluation> evaluation)
            throws InterruptedException {
        return switch (cluster.namespace(namespace)) {
            case Missing() -> notGraded(Kind.NO_NAMESPACE,
                    "Expected the namespace " + namespace + ", but the cluster has none of that name");
            case Unknown(Cause cause) when cause.reason() != Cause.Reason.FORBIDDEN ->
                new NotGraded(Trouble.of(cause));
            // Whoever may not read the namespace itself may well read what is in it.
            case Unknown _,Exists _ -> outcome(evaluation.get());
        };
    }

    private static StudentOutcome outcome(Evaluation evaluation) {
        return evaluation.criteria().stream()
                .flatMap(result -> result.outcome() instanceof Inconclusive(Cause cause)
                        ? Optional.of(Trouble.of(cause)).stream()
                        : Optional.<Trouble>empty().stream())
                .findFirst()
                .<StudentOutcome>map(trouble -> new Incomplete(evaluation, trouble))
                .orElseGet(() -> new Graded(evaluation));
    }

    private static NotGraded notGraded(Kind kind, String message) {
        return new NotGraded(new Trouble(kind, message));
    }

    private static String some(List<?> problems) {
        String named = problems.stream().limit(NAMED).map(Object::toString).collect(joining("; "));
        return problems.size() > NAMED ? named + "; and " + (problems.size() - NAMED) + " more" : named;
    }
}
