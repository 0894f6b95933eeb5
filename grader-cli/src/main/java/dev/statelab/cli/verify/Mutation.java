package dev.statelab.cli.verify;

import static java.util.Objects.requireNonNull;

import dev.statelab.cli.ExitCode;
import dev.statelab.cli.GraderException;
import dev.statelab.cli.TaskFolder;
import dev.statelab.cli.Text;
import dev.statelab.core.cases.Case;
import dev.statelab.core.cases.ExpectedOutcome;
import dev.statelab.core.cases.Rehoming;
import dev.statelab.core.mutation.Equivalents;
import dev.statelab.core.mutation.Equivalents.Declared;
import dev.statelab.core.mutation.Mutant;
import dev.statelab.core.mutation.Mutants;
import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.task.Task;
import dev.statelab.kube.apply.ApplyOutcome;
import java.util.List;
import java.util.Optional;

/**
 * The mutants of one task's reference solution, and which of them its author has declared equivalent.
 *
 * @param mutants in the order of the reference solution
 */
record Mutation(Task task, List<Mutant> mutants, Equivalents equivalents) {

    Mutation {
        mutants = List.copyOf(mutants);
        requireNonNull(equivalents, "equivalents");
    }

    /** What became of one of them. */
    record Judged(Mutant mutant, Verdict verdict) {}

    /**
     * Reads a task, its reference solution, and what is declared of its mutants.
     *
     * @throws GraderException naming everything that is wrong with any of them
     */
    static Mutation read(TaskFolder tasks, String name) {
        Verification verification = Verification.read(tasks, name);
        List<Mutant> mutants = Mutants.of(
                Rehoming.withoutNamespace(verification.task(), verification.objects(Case.REFERENCE)));
        return switch (Equivalents.read(tasks.taskFile(name).resolveSibling("mutation.yaml"), name,
                Mutants.byText(mutants).keySet())) {
            case Equivalents.Reading.Read(Equivalents equivalents) ->
                new Mutation(verification.task(), mutants, equivalents);
            case Equivalents.Reading.Faulty(var mistakes) -> throw new GraderException(ExitCode.USAGE, String.join("\n",
                    mistakes.stream().map(mistake -> Text.line(mistake.toString())).toList()));
        };
    }

    Judged judge(Mutant mutant, Trials trials) throws InterruptedException {
        return new Judged(mutant, verdict(mutant, trials.unlessRefused(task, mutant.objects())));
    }

    /** Whether nothing was found out, or something else than is declared. */
    boolean isSurprising(Judged judged) {
        return judged.verdict() instanceof Verdict.Unclear || isOutdated(judged);
    }

    private boolean isOutdated(Judged judged) {
        return declared(judged.mutant()).isPresent()
                && (judged.verdict() instanceof Verdict.Killed || judged.verdict() instanceof Verdict.Refused);
    }

    /** The declarations that are not true. */
    List<String> outdated(List<Judged> judged) {
        return judged.stream().filter(this::isOutdated)
                .flatMap(each -> declared(each.mutant()).stream().map(declared -> declared.outdated(each.mutant())))
                .map(Object::toString).toList();
    }

    private Optional<Declared> declared(Mutant mutant) {
        return Optional.ofNullable(equivalents.declared().get(mutant.toString()));
    }

    private Verdict verdict(Mutant mutant, Trial trial) {
        return switch (trial) {
            case Trial.NotGraded(var cause) -> new Verdict.Unclear(cause.message());
            case Trial.NotTaken(var entry) -> new Verdict.Refused(
                    entry.outcome() instanceof ApplyOutcome.Refused(var _, String reason) ? reason : "");
            case Trial.Graded(Evaluation evaluation, var _) -> verdict(mutant, evaluation);
        };
    }

    private Verdict verdict(Mutant mutant, Evaluation evaluation) {
        List<CriterionResult> lost = evaluation.criteria().stream()
                .filter(result -> result.points() < result.maxPoints()).toList();
        if (lost.isEmpty()) {
            return declared(mutant).<Verdict>map(declared -> new Verdict.Equivalent(declared.reason()))
                    .orElseGet(Verdict.Survived::new);
        }
        // Points that are lost for certain are lost, whatever the others come to.
        List<CriterionResult> certain = lost.stream()
                .filter(result -> !(result.outcome() instanceof Outcome.Inconclusive)).toList();
        return certain.isEmpty()
                ? new Verdict.Unclear(String.join("; ", lost.stream()
                        .map(result -> result.outcome() instanceof Outcome.Inconclusive(var cause)
                                ? cause.message()
                                : "")
                        .distinct().toList()))
                : new Verdict.Killed(certain.stream().mapToInt(result -> result.maxPoints() - result.points()).sum(),
                        certain.stream().map(result -> result.id() + " " + ExpectedOutcome.describe(result)).toList());
    }
}
