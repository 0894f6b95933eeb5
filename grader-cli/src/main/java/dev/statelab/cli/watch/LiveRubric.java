package dev.statelab.cli.watch;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.result.Credit;
import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.task.Criterion;
import dev.statelab.core.task.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rubric as it is at this moment: by the state that is seen, by what applications answered last, and for what disturbs
 * pods by the last evaluation of everything. For one thread.
 */
final class LiveRubric {

    private final Task task;
    private final Set<String> live = new HashSet<>();
    private final Map<String, CriterionResult> asked = new HashMap<>();
    private final Map<String, LiveLine> judged = new HashMap<>();
    private Optional<Evaluation> seen = Optional.empty();

    LiveRubric(Task task) {
        this.task = task;
        task.undisturbing().criteria().stream().map(Criterion::id).forEach(live::add);
    }

    /** The state was looked at. */
    void seen(Evaluation glance) {
        seen = Optional.of(glance);
    }

    /** An application was asked. What was broken off tells nothing. */
    void asked(CriterionResult result) {
        if (!isFor(result, Cause.Reason.INTERRUPTED)) {
            asked.put(result.id(), result);
        }
    }

    /** Everything was judged. */
    void judged(Evaluation evaluation, String time) {
        evaluation.criteria().stream().filter(result -> !live.contains(result.id())).forEach(result -> judged
                .put(result.id(), LiveLine.of(result, evaluation.rootCauses(result.id())).asOf(time)));
    }

    /** What students may see of it; nothing before the state was looked at. */
    List<LiveLine> lines() {
        List<LiveLine> lines = new ArrayList<>();
        seen.ifPresent(glance -> glance.criteria().stream().filter(result -> !result.is(Credit.HIDDEN))
                .forEach(result -> lines.add(line(glance, result))));
        return lines;
    }

    private LiveLine line(Evaluation glance, CriterionResult result) {
        if (!isFor(result, Cause.Reason.NOT_ASKED)) {
            return LiveLine.of(result, glance.rootCauses(result.id()));
        }
        if (!live.contains(result.id())) {
            return Optional.ofNullable(judged.get(result.id())).orElseGet(() -> LiveLine.notLive(result));
        }
        return Optional.ofNullable(asked.get(result.id())).map(answered -> LiveLine.of(answered, List.of()))
                .orElseGet(() -> LiveLine.asking(result));
    }

    private static boolean isFor(CriterionResult result, Cause.Reason wanted) {
        return result.outcome() instanceof Outcome.Inconclusive(Cause(Cause.Reason reason, var _)) && reason == wanted;
    }

    /** Points that are given at this moment, hidden ones apart. */
    int points() {
        return lines().stream().mapToInt(line -> line.points().orElse(0)).sum();
    }

    Task task() {
        return task;
    }
}
