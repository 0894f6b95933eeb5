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
import dev.statelab.core.cases.CaseSolution;
import dev.statelab.core.cases.Changes;
import dev.statelab.core.cases.Changes.Made;
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
import dev.statelab.kube.apply.ManifestReading;
import dev.statelab.kube.apply.Manifests;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The cases of one task, ready to be deployed.
 *
 * @param cases the two that every task has first
 */
public record Verification(Task task, List<Deployable> cases) {

    public Verification {
        cases = List.copyOf(cases);
    }

    /** A case and the objects that it deploys. */
    public record Deployable(Case of, List<KubernetesObject> objects) {
        public Deployable {
            objects = List.copyOf(objects);
        }
    }

    /**
     * Reads a task, its reference solution and its cases.
     *
     * @throws GraderException naming everything that is wrong with any of them
     */
    public static Verification read(TaskFolder tasks, String name) {
        Task task = tasks.read(name);
        List<Manifest> reference = manifests(tasks.referenceSolution(name), task);
        List<KubernetesObject> objects = reference.stream().map(Manifest::object).toList();
        List<Case> cases = switch (CaseReader.read(tasks.cases(name), task)) {
            case CaseReading.ReadCases(List<Case> read) -> read;
            case CaseReading.Faulty(List<Mistake> mistakes) -> throw faulty(name, mistakes);
        };
        List<Deployable> deployables = new ArrayList<>();
        List<Mistake> mistakes = new ArrayList<>();
        Stream.concat(Stream.of(Case.reference(task), Case.empty(task)), cases.stream()).forEach(each -> {
            switch (each.solution()) {
                case CaseSolution.Nothing() -> deployables.add(new Deployable(each, List.of()));
                case CaseSolution.Whole(Path path) -> deployables.add(
                        new Deployable(each, manifests(path, task).stream().map(Manifest::object).toList()));
                case CaseSolution.Changed changed -> {
                    switch (Changes.make(changed, objects)) {
                        case Made.Complete(var made) -> deployables.add(new Deployable(each, made));
                        case Made.Faulty(var found) -> mistakes.addAll(found);
                    }
                }
            }
        });
        if (!mistakes.isEmpty()) {
            throw faulty(name, mistakes);
        }
        return new Verification(task, deployables);
    }

    /** What the case of this name deploys. */
    public List<Manifest> manifests(String name) {
        return objects(name).stream().map(object -> Manifest.of(object, Path.of(name))).toList();
    }

    List<KubernetesObject> objects(String name) {
        return cases.stream().filter(each -> each.of().name().equals(name)).findFirst().orElseThrow().objects();
    }

    /** The mutants of the reference solution. */
    List<Mutant> mutants() {
        return Mutants.of(Rehoming.withoutNamespace(task, objects(Case.REFERENCE)));
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

    private static List<Manifest> manifests(Path path, Task task) {
        return switch (Manifests.read(path, task.namespace())) {
            case ManifestReading.Complete(List<Manifest> manifests) -> manifests;
            case ManifestReading.Faulty(var problems, var _) -> throw new GraderException(ExitCode.USAGE,
                    String.join("\n", problems.stream().map(problem -> Text.line(problem.toString())).toList()));
        };
    }

    private static GraderException faulty(String task, List<Mistake> mistakes) {
        return new GraderException(ExitCode.USAGE, "The cases of " + task + " cannot be verified:\n"
                + String.join("\n", mistakes.stream().map(mistake -> Text.line(mistake.toString())).toList()));
    }
}
