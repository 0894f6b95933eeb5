package dev.statelab.cli.verify;

import static java.util.Objects.requireNonNull;

import dev.statelab.cli.GraderException;
import dev.statelab.cli.OpenCluster;
import dev.statelab.cli.TaskFolder;
import dev.statelab.core.cases.ExpectedOutcome;
import dev.statelab.core.mutation.Mutant;
import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Outcome;
import dev.statelab.kube.apply.ApplyOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** The mutants of a task's reference solution: each must lose points, or be refused. */
record SolutionMutation(Verification verification, List<Mutant> mutants, Declarations declarations)
        implements
            Mutation {

    SolutionMutation {
        requireNonNull(verification, "verification");
        requireNonNull(declarations, "declarations");
        mutants = List.copyOf(mutants);
    }

    /**
     * Reads a task, its reference solution, and what is declared of its mutants.
     *
     * @throws GraderException naming everything that is wrong with any of them
     */
    static SolutionMutation read(TaskFolder tasks, String name) throws InterruptedException {
        Verification verification = Verification.read(tasks, name);
        return new SolutionMutation(verification, verification.mutants(),
                Declarations.read(tasks, name, verification.mutantTexts()));
    }

    @Override
    public String task() {
        return verification.task().name();
    }

    @Override
    public String question() {
        return "It keeps all points. Is the field not required, or not checked?";
    }

    @Override
    public int size() {
        return mutants.size();
    }

    @Override
    public List<Judged> judge(OpenCluster cluster, Parallel parallel, Counting counting) throws InterruptedException {
        Trials trials = new Trials(cluster);
        List<Callable<Judged>> calls = new ArrayList<>();
        for (Mutant mutant : mutants) {
            calls.add(() -> counting.count(judge(mutant, trials)));
        }
        List<Judged> judged = parallel.all(calls);
        // Pods of a fast cluster are late on a busy machine: what is surprising is graded once more, on its own.
        for (int i = 0; i < judged.size(); i++) {
            if (declarations.isSurprising(judged.get(i))) {
                judged.set(i, judge(mutants.get(i), trials));
            }
        }
        return judged;
    }

    private Judged judge(Mutant mutant, Trials trials) throws InterruptedException {
        Verdict verdict = switch (trials.unlessRefused(verification.task(),
                new Trials.Solution(mutant.objects(), verification.reference().charts(), Map.of()))) {
            case Trial.NotGraded(var cause) -> new Verdict.Unclear(cause.message());
            case Trial.NotTaken(var entry) -> new Verdict.Refused(
                    entry.outcome() instanceof ApplyOutcome.Refused(var _, String reason) ? reason : "");
            case Trial.Graded(Evaluation evaluation, var _) -> verdict(mutant, evaluation);
        };
        return new Judged(mutant.toString(),
                Map.of("object", mutant.object(), "field", mutant.field(), "change", mutant.change()), verdict);
    }

    private Verdict verdict(Mutant mutant, Evaluation evaluation) {
        List<CriterionResult> lost = evaluation.criteria().stream()
                .filter(result -> result.points() < result.maxPoints()).toList();
        if (lost.isEmpty()) {
            return declarations.noDifference(mutant.toString());
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
