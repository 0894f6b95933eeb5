package dev.statelab.cli.verify;

import static java.util.Objects.requireNonNull;

import dev.statelab.cli.ExitCode;
import dev.statelab.cli.GraderException;
import dev.statelab.cli.OpenCluster;
import dev.statelab.cli.TaskFolder;
import dev.statelab.cli.Text;
import dev.statelab.cli.verify.Verification.Deployable;
import dev.statelab.core.cases.Case;
import dev.statelab.core.cases.Difference;
import dev.statelab.core.cases.ExpectedOutcome;
import dev.statelab.core.cluster.StateFeed;
import dev.statelab.core.mutation.RubricMutant;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.task.Criterion;
import dev.statelab.core.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Mistakes in the rubric of a task: for each there must be a case in which a criterion comes to something else. A case is
 * deployed once, and graded by all rubrics with a mistake that no case has noticed so far.
 */
record RubricMutation(Verification verification, List<RubricMutant> mutants, Declarations declarations)
        implements
            Mutation {

    private static final int AT_ONCE = 16;
    private static final int ONE_BY_ONE = 6;

    RubricMutation {
        requireNonNull(verification, "verification");
        requireNonNull(declarations, "declarations");
        mutants = List.copyOf(mutants);
    }

    /**
     * Reads a task, its cases, and what is declared of the mistakes that may be made in its rubric.
     *
     * @throws GraderException naming everything that is wrong with any of them
     */
    static RubricMutation read(TaskFolder tasks, String name) throws InterruptedException {
        Verification verification = Verification.read(tasks, name);
        return new RubricMutation(verification, verification.rubricMutants(),
                Declarations.read(tasks, name, verification.mutantTexts()));
    }

    @Override
    public String task() {
        return verification.task().name();
    }

    @Override
    public String question() {
        return "No case notices. Which solution would be graded wrong, and is it a case?";
    }

    @Override
    public int size() {
        return mutants.size();
    }

    @Override
    public List<Judged> judge(OpenCluster cluster, Parallel parallel, Counting counting) throws InterruptedException {
        Trials trials = new Trials(cluster);
        Map<RubricMutant, Verdict> noticed = new ConcurrentHashMap<>();
        // Most are noticed where the criterion is at stake. Only what is a surprise is worth the time of all other cases.
        for (Stake stake : Stake.values()) {
            List<Callable<Boolean>> visits = new ArrayList<>();
            for (Deployable each : verification.cases()) {
                for (List<RubricMutant> together : together(mutants.stream()
                        .filter(mutant -> !noticed.containsKey(mutant) && Stake.of(mutant, each.of()) == stake)
                        .filter(mutant -> stake != Stake.NOTHING_LOST || !declarations.contain(mutant.toString()))
                        .toList())) {
                    visits.add(() -> visit(each, together, trials, noticed, counting));
                }
            }
            List<Boolean> _ = parallel.all(visits);
        }
        return mutants.stream().map(mutant -> new Judged(mutant.toString(),
                Map.of("criterion", mutant.criterion(), "place", mutant.place(), "change", mutant.change()),
                Optional.ofNullable(noticed.get(mutant))
                        .orElseGet(() -> declarations.noDifference(mutant.toString()))))
                .toList();
    }

    /** What a case may say about a mutant. */
    private enum Stake {
        ALL_POINTS, LOST_POINTS, NOTHING_LOST;

        static Stake of(RubricMutant mutant, Case in) {
            return in.isReference()
                    ? ALL_POINTS
                    : in.outcomes().get(mutant.criterion()) instanceof ExpectedOutcome.Passed
                            ? NOTHING_LOST
                            : LOST_POINTS;
        }
    }

    /** Those that grade the same deployment: all that leave no traces there, and a few at a time of the others. */
    private static List<List<RubricMutant>> together(List<RubricMutant> concerned) {
        Map<Boolean, List<RubricMutant>> traces = concerned.stream()
                .collect(Collectors.partitioningBy(RubricMutant::leavesTraces));
        List<List<RubricMutant>> together = new ArrayList<>();
        List<RubricMutant> one = traces.getOrDefault(true, List.of());
        for (int i = 0; i < one.size(); i += ONE_BY_ONE) {
            together.add(one.subList(i, Math.min(one.size(), i + ONE_BY_ONE)));
        }
        together.add(traces.getOrDefault(false, List.of()));
        together.removeIf(List::isEmpty);
        return together;
    }

    /** Pods are late on a busy machine: a case that comes to something else than it says is deployed once more. */
    private boolean visit(Deployable each, List<RubricMutant> together, Trials trials,
            Map<RubricMutant, Verdict> noticed, Counting counting) throws InterruptedException {
        if (noticed.keySet().containsAll(together)) {
            return false;
        }
        List<Difference> unexpected = judge(each, together, trials, noticed, counting);
        if (!unexpected.isEmpty()) {
            requireExpected(each, judge(each, together, trials, noticed, counting));
        }
        return true;
    }

    /** What the rubric as it is comes to that the case does not say; then nothing is known about the others. */
    private List<Difference> judge(Deployable each, List<RubricMutant> together, Trials trials,
            Map<RubricMutant, Verdict> noticed, Counting counting) throws InterruptedException {
        Task task = verification.task();
        return trials.deployed(task, each.objects(), (namespace, refused) -> {
            try (StateFeed feed = trials.watch(task, each.charts(), namespace)) {
                List<Difference> unexpected = Verification.differences(each.of(), new Trial.Graded(
                        trials.grade(judged(together), each.of().parameters(), feed, namespace), refused));
                if (!unexpected.isEmpty()) {
                    return unexpected;
                }
                List<Callable<Boolean>> gradings = together.stream().<Callable<Boolean>>map(mutant -> () -> {
                    if (!noticed.containsKey(mutant)) {
                        Evaluation evaluation = trials.grade(mutant.task(), each.of().parameters(), feed, namespace);
                        mutant.noticedBy(each.of().outcomes(), evaluation)
                                .filter(difference -> noticed.putIfAbsent(mutant, noticed(each, difference)) == null)
                                .ifPresent(_ -> {
                                    RubricMutant _ = counting.count(mutant);
                                });
                    }
                    return true;
                }).toList();
                List<Boolean> _ = new Parallel(together.getFirst().leavesTraces() ? 1 : AT_ONCE).all(gradings);
            }
            return List.of();
        }, cause -> Verification.differences(each.of(), new Trial.NotGraded(cause)));
    }

    /** The rubric as it is, without what none of these mutants is about. */
    private Task judged(List<RubricMutant> together) {
        Set<String> judged = together.stream().flatMap(mutant -> mutant.task().criteria().stream()).map(Criterion::id)
                .collect(Collectors.toSet());
        Task task = verification.task();
        return task.withCriteria(task.criteria().stream().filter(each -> judged.contains(each.id())).toList());
    }

    private static Verdict noticed(Deployable each, Difference difference) {
        return new Verdict.Noticed(each.of().name(),
                difference.what() + " " + difference.found() + " instead of " + difference.expected());
    }

    private static void requireExpected(Deployable each, List<Difference> differences) {
        if (!differences.isEmpty()) {
            throw new GraderException(ExitCode.INCOMPLETE, Text.line("case " + each.of().name() + ": "
                    + String.join("; ", differences.stream().map(difference -> difference.what() + " expected "
                            + difference.expected() + ", found " + difference.found()).toList())
                    + "\nMistakes can be told only where the rubric as it is comes to what the case says; "
                    + "'grader verify' shows where it does not."));
        }
    }
}
