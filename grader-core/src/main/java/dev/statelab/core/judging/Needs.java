package dev.statelab.core.judging;

import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.task.Criterion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits for other criteria. */
final class Needs {
    private final Map<String, CompletableFuture<CriterionResult>> results;
    private final Precedence precedence;

    Needs(Map<String, CompletableFuture<CriterionResult>> results, Precedence precedence) {
        this.results = Map.copyOf(results);
        this.precedence = precedence;
    }

    /**
     * Waits until a criterion may begin whose own needs have passed.
     *
     * @return whether another one has disturbed what it looks at
     */
    boolean awaitTurn(Criterion criterion) throws InterruptedException {
        List<Criterion> before = precedence.before(criterion);
        for (Criterion each : before) {
            Outcome _ = outcome(each.id());
        }
        return before.stream().anyMatch(Criterion::disruptive);
    }

    /**
     * Why something with these needs cannot be judged; empty once they all have passed in full. What failed weighs more than
     * what could not be found out.
     */
    Optional<Outcome> hindrance(List<String> needs) throws InterruptedException {
        Optional<Outcome> unclear = Optional.empty();
        Optional<Outcome> blocked = Optional.empty();
        for (String need : needs) {
            switch (outcome(need)) {
                case Outcome.Passed _ -> {
                }
                case Outcome.Failed _,Outcome.Partial _ ->
                    blocked = blocked.or(() -> Optional.of(new Outcome.Blocked(need)));
                case Outcome.Blocked root -> blocked = blocked.or(() -> Optional.of(root));
                case Outcome.Inconclusive inconclusive -> unclear = unclear.or(() -> Optional.of(inconclusive));
            }
        }
        return blocked.isPresent() ? blocked : unclear;
    }

    private Outcome outcome(String need) throws InterruptedException {
        try {
            return Optional.ofNullable(results.get(need)).orElseThrow().get().outcome();
        } catch (ExecutionException e) {
            throw new IllegalStateException("criterion " + need + " could not be judged", e);
        }
    }
}
