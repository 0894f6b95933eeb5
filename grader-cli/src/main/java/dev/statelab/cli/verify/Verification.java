package dev.statelab.cli.verify;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.statelab.cli.ExitCode;
import dev.statelab.cli.GraderException;
import dev.statelab.cli.TaskFolder;
import dev.statelab.cli.Text;
import dev.statelab.core.cases.Case;
import dev.statelab.core.cases.CaseReader;
import dev.statelab.core.cases.CaseReading;
import dev.statelab.core.cases.Difference;
import dev.statelab.core.cases.Rehoming;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.mutation.Mutant;
import dev.statelab.core.mutation.Mutants;
import dev.statelab.core.mutation.RubricMutant;
import dev.statelab.core.mutation.RubricMutants;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.task.Mistake;
import dev.statelab.core.task.Task;
import dev.statelab.kube.apply.ApplyOutcome;
import dev.statelab.kube.apply.Manifest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * The cases of one task, ready to be deployed.
 *
 * @param cases those that every task has first, and of these the reference solutions
 */
public record Verification(Task task, List<Deployable> cases) {

    public Verification {
        cases = List.copyOf(cases);
    }

    /**
     * A case and the objects that it deploys.
     *
     * @param charts what is known of the chart that was rendered to them; none for manifests
     */
    public record Deployable(Case of, List<KubernetesObject> objects, List<KubernetesObject> charts) {
        public Deployable {
            objects = List.copyOf(objects);
            charts = List.copyOf(charts);
        }
    }

    /** What a case came to when it was read. */
    sealed interface Prepared {

        record Complete(Deployable deployable) implements Prepared {}

        record Faulty(List<Mistake> mistakes) implements Prepared {
            public Faulty {
                mistakes = List.copyOf(mistakes);
            }
        }
    }

    /**
     * Reads a task, its reference solutions and its cases.
     *
     * @throws GraderException naming everything that is wrong with any of them
     */
    public static Verification read(TaskFolder tasks, String name) throws InterruptedException {
        Task task = tasks.read(name);
        References references = References.read(tasks, name, task);
        List<Case> cases = switch (CaseReader.read(tasks.cases(name), task)) {
            case CaseReading.ReadCases(List<Case> found) -> found;
            case CaseReading.Faulty(List<Mistake> mistakes) -> throw faulty(name, mistakes);
        };
        Stream<Case> usual = Stream.concat(
                references.folders().stream().map(folder -> Case.reference(task, folder)),
                Stream.of(Case.empty(task)));
        // Charts are rendered, which takes its time for each.
        List<Prepared> prepared = Parallel.onEachProcessor().all(Stream.concat(usual, cases.stream())
                .<Callable<Prepared>>map(each -> () -> references.prepare(each)).toList());
        List<Mistake> mistakes = prepared.stream().filter(Prepared.Faulty.class::isInstance)
                .map(Prepared.Faulty.class::cast).flatMap(faulty -> faulty.mistakes().stream()).toList();
        if (!mistakes.isEmpty()) {
            throw faulty(name, mistakes);
        }
        return new Verification(task, prepared.stream().filter(Prepared.Complete.class::isInstance)
                .map(Prepared.Complete.class::cast).map(Prepared.Complete::deployable).toList());
    }

    /** What the case of this name deploys. */
    public List<Manifest> manifests(String name) {
        return objects(name).stream().map(object -> Manifest.of(object, Path.of(name))).toList();
    }

    List<KubernetesObject> objects(String name) {
        return deployable(name).objects();
    }

    /** The mutants of the reference solution; of several, of the first. */
    List<Mutant> mutants() {
        return Mutants.of(Rehoming.withoutNamespace(task, reference().objects()));
    }

    /** The reference solution; of several, the first. */
    Deployable reference() {
        return cases.getFirst();
    }

    /** The mutants of the rubric. */
    List<RubricMutant> rubricMutants() {
        return RubricMutants.of(task);
    }

    /** The texts of all mutants, which the author may declare. */
    Set<String> mutantTexts() {
        return Stream.concat(mutants().stream(), rubricMutants().stream()).map(Object::toString)
                .collect(toUnmodifiableSet());
    }

    private Deployable deployable(String name) {
        return cases.stream().filter(each -> each.of().name().equals(name)).findFirst().orElseThrow();
    }

    /** What a trial came to that the case does not say. */
    static List<Difference> differences(Case expected, Trial trial) {
        return switch (trial) {
            case Trial.Graded(Evaluation evaluation, var refused) -> {
                Map<KubernetesObject, String> messages = refused.stream().collect(toMap(
                        entry -> entry.manifest().object(),
                        entry -> entry.outcome() instanceof ApplyOutcome.Refused(var _, String reason) ? reason : ""));
                yield Stream.concat(Difference.ofRefusals(expected.refused(), messages).stream(),
                        Difference.ofOutcomes(expected.outcomes(), evaluation).stream()).toList();
            }
            case Trial.NotTaken(var entry) ->
                List.of(new Difference(entry.manifest().toString(), "applied", "refused", entry.toString()));
            case Trial.NotGraded(var cause) ->
                List.of(new Difference("deployment", "deployed and graded", "inconclusive", cause.message()));
        };
    }

    private static GraderException faulty(String task, List<Mistake> mistakes) {
        return new GraderException(ExitCode.USAGE, "The cases of " + task + " cannot be verified:\n"
                + String.join("\n", mistakes.stream().map(mistake -> Text.line(mistake.toString())).toList()));
    }
}
