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
 * @param waiting is told what is waited for
 */
record Taking(Session session, Judge judge, List<Expectation> expect, Consumer<Outlook> waiting) {

    Taking {
        requireNonNull(session, "session");
        requireNonNull(judge, "judge");
        requireNonNull(waiting, "waiting");
        expect = List.copyOf(expect);
    }

    /** Whether what the step has brought is as expected. */
    boolean isAsExpected(Taken.Done done) {
        return judge.after(done).judge(expect) instanceof Verdict.Holds;
    }

    /** The criterion fails. What helps where the first expectation does not hold helps here, too. */
    Taken failed(String expected, String found, Evidence... evidence) {
        String hint = expect.isEmpty() ? "" : judge.show(expect.getFirst().hint());
        return new Taken.Ended(new Outcome.Failed(new Finding(
                Limits.cut(expected, Limits.TEXT), Limits.cut(found, Limits.TEXT), Limits.cut(hint, Limits.TEXT))),
                List.of(evidence));
    }

    static Taken inconclusive(Cause cause) {
        return new Taken.Ended(new Outcome.Inconclusive(cause), List.of());
    }

    /** The task asks for what cannot be done here: nobody's fault but the task's. */
    static Taken impossible(String why, Evidence... evidence) {
        return new Taken.Ended(
                new Outcome.Inconclusive(new Cause(Cause.Reason.FAULTY_TASK, Limits.cut(why, Limits.TEXT))),
                List.of(evidence));
    }
}
