package dev.statelab.core.judging;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.Limits;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.diagnosis.Outlook;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.result.Finding;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.task.Expectation;
import java.util.List;
import java.util.function.Consumer;

/**
 * What carrying out one step takes.
 *
 * @param judge knows the state before the step, and what the steps before it have brought
 * @param expect what the step is to lead to
 * @param evidence takes what is seen
 * @param waiting is told what is waited for
 */
record Taking(
        Session session,
        Judge judge,
        List<Expectation> expect,
        Consumer<Evidence> evidence,
        Consumer<Outlook> waiting) {

    Taking {
        requireNonNull(session, "session");
        requireNonNull(judge, "judge");
        requireNonNull(evidence, "evidence");
        requireNonNull(waiting, "waiting");
        expect = List.copyOf(expect);
    }

    /** The criterion fails. What helps where the first expectation does not hold helps here, too. */
    Taken failed(String expected, String found) {
        String hint = expect.isEmpty() ? "" : judge.show(expect.getFirst().hint());
        return new Taken.Ended(new Outcome.Failed(new Finding(
                Limits.cut(expected, Limits.TEXT), Limits.cut(found, Limits.TEXT), Limits.cut(hint, Limits.TEXT))));
    }

    Taken inconclusive(Cause cause) {
        return new Taken.Ended(new Outcome.Inconclusive(cause));
    }
}
