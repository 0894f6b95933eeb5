package dev.statelab.core.judging;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.judging.Verdict.Fails;
import dev.statelab.core.judging.Verdict.Holds;
import dev.statelab.core.judging.Verdict.Unclear;
import dev.statelab.core.result.Finding;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.result.Outcome.Blocked;
import dev.statelab.core.result.Outcome.Failed;
import dev.statelab.core.result.Outcome.Inconclusive;
import dev.statelab.core.result.Outcome.Partial;
import dev.statelab.core.result.Outcome.Passed;
import dev.statelab.core.task.Criterion;
import dev.statelab.core.task.Expectation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds up what the expectations of one criterion came to, in their order. For one thread. */
final class Tally {
    private final Criterion criterion;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Finding> notJudged = new ArrayList<>();
    private Optional<Blocked> blocked = Optional.empty();
    private Optional<Inconclusive> unclear = Optional.empty();
    private int earned;
    private boolean over;

    Tally(Criterion criterion) {
        this.criterion = criterion;
    }

    /** True when nothing more is to be judged. */
    boolean isOver() {
        return over;
    }

    /** True as long as nothing was missing. */
    boolean isComplete() {
        return findings.isEmpty() && blocked.isEmpty() && unclear.isEmpty();
    }

    /** How much was seen that is not as expected. */
    int missing() {
        return findings.size();
    }

    /** What does not hold ends the criterion, unless it is worth points by itself. */
    void add(Expectation expectation, Verdict verdict) {
        switch (verdict) {
            case Holds _ -> earned += expectation.points();
            case Fails(Finding finding) -> add(expectation, new Failed(finding), finding);
            case Unclear(var cause) -> end(new Inconclusive(cause));
        }
    }

    /** The expectation cannot come true, because something that it needs failed. */
    void add(Expectation expectation, Blocked by, Finding finding) {
        if (blocked.isEmpty()) {
            blocked = Optional.of(by);
        }
        notJudged.add(finding);
        over |= expectation.points() == 0;
    }

    private void add(Expectation expectation, Failed failed, Finding finding) {
        if (expectation.points() == 0) {
            end(failed);
        } else {
            findings.add(finding);
        }
    }

    /** Nothing after this is judged. */
    void end(Outcome outcome) {
        over = true;
        switch (outcome) {
            case Passed _ -> {
            }
            case Failed(Finding finding) -> findings.add(finding);
            case Partial(List<Finding> several) -> findings.addAll(several);
            case Blocked by -> blocked = blocked.or(() -> Optional.of(by));
            case Inconclusive inconclusive -> unclear = unclear.or(() -> Optional.of(inconclusive));
        }
    }

    /** Whatever else was found, nothing counts but that this could not be found out, or not be put right. */
    void overrule(Cause cause) {
        over = true;
        unclear = Optional.of(new Inconclusive(cause));
    }

    /** Nothing after this can be judged, for a reason that is known already. */
    void stop() {
        over = true;
    }

    Judged judged() {
        if (unclear.isPresent()) {
            return new Judged(unclear.get(), 0);
        }
        if (isComplete()) {
            return new Judged(new Passed(), criterion.points());
        }
        if (earned > 0) {
            List<Finding> all = new ArrayList<>(findings);
            all.addAll(notJudged);
            return new Judged(new Partial(all), earned);
        }
        return new Judged(findings.isEmpty() ? blocked.orElseThrow() : new Failed(findings.getFirst()), 0);
    }
}
