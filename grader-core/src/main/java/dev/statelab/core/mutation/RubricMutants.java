package dev.statelab.core.mutation;

import dev.statelab.core.expression.CheckedExpressions;
import dev.statelab.core.expression.Compilation;
import dev.statelab.core.expression.Expression;
import dev.statelab.core.expression.ExpressionCompiler;
import dev.statelab.core.task.Criterion;
import dev.statelab.core.task.Expectation;
import dev.statelab.core.task.Step;
import dev.statelab.core.task.Task;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes the mistakes that an author may make in a rubric: a pure function. Each expectation is made true always, each
 * {@link Slips slip} is made in each expression, each of {@code needs} and each step is left out. An expression that does
 * not compile with the slip is not made: the author would read that.
 */
public final class RubricMutants {

    private final Task task;
    private final ExpressionCompiler compiler = new ExpressionCompiler(Map.of(), CheckedExpressions.none());
    private final Map<String, RubricMutant> mutants = new LinkedHashMap<>();

    private RubricMutants(Task task) {
        this.task = task;
    }

    /** All mutants, in the order of the rubric. Their texts are unique. */
    public static List<RubricMutant> of(Task task) {
        RubricMutants rubric = new RubricMutants(task);
        task.criteria().forEach(rubric::criterion);
        return List.copyOf(rubric.mutants.values());
    }

    private void criterion(Criterion criterion) {
        needs(criterion.needs(), "", needs -> criterion.withNeeds(needs));
        expectations(criterion.expect(), "", criterion::withExpect);
        List<Step> steps = criterion.steps();
        for (int i = 0; i < steps.size(); i++) {
            int index = i;
            Step step = steps.get(i);
            String place = "steps[" + i + "]";
            if (!isUsedLater(step, steps.subList(i + 1, steps.size()))) {
                add(place, "left out", criterion.withSteps(without(steps, i)));
            }
            expectations(step.expect(), place + ".", expect -> criterion.withSteps(
                    replaced(steps, index, new Step(step.action(), expect, step.capture()))));
        }
    }

    private static boolean isUsedLater(Step step, List<Step> later) {
        Set<String> captured = step.capture().keySet();
        return later.stream().flatMap(each -> each.references().stream()).anyMatch(captured::contains);
    }

    private void expectations(List<Expectation> all, String path, Function<List<Expectation>, Criterion> in) {
        for (int i = 0; i < all.size(); i++) {
            int index = i;
            Expectation each = all.get(i);
            String place = path + "expect[" + i + "].";
            Function<Expectation, Criterion> with = changed -> in.apply(replaced(all, index, changed));
            needs(each.needs(), place, needs -> with.apply(each.withNeeds(needs)));
            String that = each.that().source();
            expression(place + "that", "-> true, always", "true", each, with);
            Slips.in(that).forEach(slip -> expression(place + "that", slip.change(), slip.source(), each, with));
        }
    }

    private void needs(List<String> needs, String path, Function<List<String>, Criterion> in) {
        for (int i = 0; i < needs.size(); i++) {
            add(path + "needs", "without " + needs.get(i), in.apply(without(needs, i)));
        }
    }

    private void expression(
            String place, String change, String source, Expectation old, Function<Expectation, Criterion> in) {
        if (compiler.condition(source, old.that().references()) instanceof Compilation.Compiled<Expression>(var that)) {
            add(place, change, in.apply(old.withThat(that)));
        }
    }

    private void add(String place, String change, Criterion changed) {
        Set<String> judged = withNeeded(changed);
        Task broken = task.withCriteria(task.criteria().stream().filter(each -> judged.contains(each.id()))
                .map(each -> each.id().equals(changed.id()) ? changed : each).toList());
        RubricMutant mutant = new RubricMutant(changed.id(), place, change, broken);
        for (int again = 2; mutants.containsKey(mutant.toString()); again++) {
            mutant = new RubricMutant(changed.id(), place, change + " (" + again + ")", broken);
        }
        mutants.put(mutant.toString(), mutant);
    }

    private Set<String> withNeeded(Criterion criterion) {
        Map<String, Criterion> byId = task.criteria().stream().collect(Collectors.toMap(Criterion::id, each -> each));
        Set<String> ids = new HashSet<>(Set.of(criterion.id()));
        Deque<String> next = new ArrayDeque<>(criterion.allNeeds());
        while (!next.isEmpty()) {
            String id = next.pop();
            if (ids.add(id)) {
                Optional.ofNullable(byId.get(id)).map(Criterion::allNeeds).ifPresent(next::addAll);
            }
        }
        return ids;
    }

    private static <T> List<T> without(List<T> all, int index) {
        List<T> others = new ArrayList<>(all);
        others.remove(index);
        return others;
    }

    private static <T> List<T> replaced(List<T> all, int index, T by) {
        List<T> others = new ArrayList<>(all);
        others.set(index, by);
        return others;
    }
}
