package dev.statelab.core.judging;

import dev.statelab.core.diagnosis.Outlook;
import dev.statelab.core.diagnosis.Standing;
import dev.statelab.core.judging.Verdict.Holds;
import dev.statelab.core.judging.Waiting.Waited;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.task.action.Await;
import java.util.List;
import java.util.Map;

/** Waits until what the step expects holds; the step's expectations are then judged as those of any other step. */
final class AwaitStep {

    private final Taking taking;
    private final Map<String, Object> values;

    AwaitStep(Taking taking, Map<String, Object> values) {
        this.taking = taking;
        this.values = values;
    }

    Taken await(Await step) throws InterruptedException {
        Waited<Picture> waited = new StateWait(taking.session(), values, taking.waiting()).until(taking.expect(),
                step.within());
        return switch (waited) {
            case Waited.Came<Picture> _ -> new Taken.Done(Map.of(), "it does not hold", List.of());
            case Waited.GaveUp<Picture>(var last, Outlook outlook) when outlook.isOnlyStarting()
                    && !(new Judge(taking.session().picture(last), values, "")
                            .judge(taking.expect()) instanceof Holds) ->
                Taking.inconclusive(taking.session().stillOnItsWay(step.within(), outlook));
            case Waited.GaveUp<Picture>(var _, Outlook outlook) -> new Taken.Done(Map.of(),
                    outlook.standings().isEmpty() ? "it does not hold" : outlook.summary(),
                    outlook.troubles().stream().map(AwaitStep::happened).toList());
        };
    }

    private static Evidence happened(Standing trouble) {
        return new Evidence.Happened(trouble.about(), trouble.reason(), trouble.message());
    }
}
