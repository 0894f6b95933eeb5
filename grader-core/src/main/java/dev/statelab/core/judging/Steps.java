package dev.statelab.core.judging;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.diagnosis.Outlook;
import dev.statelab.core.expression.Expression;
import dev.statelab.core.expression.Template;
import dev.statelab.core.expression.Value;
import dev.statelab.core.judging.Turns.Use;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.task.Action;
import dev.statelab.core.task.Action.Reach;
import dev.statelab.core.task.Criterion;
import dev.statelab.core.task.Expectation;
import dev.statelab.core.task.Step;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Takes the steps of one criterion, and judges what each of them expects. For one thread. */
final class Steps {
    private final Session session;
    private final Map<String, Object> values;
    private final Consumer<Evidence> evidence;
    private final Consumer<Outlook> waiting;
    private final Tally tally;

    /**
     * @param values what expressions may use besides observations; what the steps bring is added
     * @param waiting is told what a step waits for
     * @param tally takes what came of each expectation
     */
    Steps(
            Session session,
            Map<String, Object> values,
            Consumer<Evidence> evidence,
            Consumer<Outlook> waiting,
            Tally tally) {
        this.session = session;
        this.values = values;
        this.evidence = evidence;
        this.waiting = waiting;
        this.tally = tally;
    }

    /** What the steps will use. A pod that only a later step can name may be any. */
    Use use(Criterion criterion) {
        Picture picture = session.picture();
        boolean state = criterion.steps().stream().flatMap(step -> step.expect().stream()).map(Expectation::that)
                .anyMatch(that -> !picture.observed(that.references()).isEmpty());
        Set<String> pods = new HashSet<>();
        for (Step step : criterion.steps()) {
            Optional<String> pod = pod(step.action().reach());
            if (pod.isEmpty()) {
                return new Use(state, Use.ANY_POD, criterion.disruptive());
            }
            pods.add(pod.get());
        }
        return new Use(state, pods, criterion.disruptive());
    }

    /** Empty for any pod. */
    private Optional<String> pod(Reach reach) {
        return switch (reach) {
            case Reach.Pod(Template name) ->
                name.render(judge("").bind(name.references())) instanceof Value.Known(String pod)
                        ? Optional.of(pod)
                        : Optional.empty();
        };
    }

    /** Takes one step. */
    void take(Step step) throws InterruptedException {
        Taking taking = new Taking(session, judge(""), step.expect(), evidence, waiting);
        Taken taken = switch (step.action()) {
            case Action.Http http -> new HttpStep(taking).send(http);
            case Action.DeletePod deletion -> new DeletePodStep(taking).delete(deletion);
        };
        switch (taken) {
            case Taken.Ended(Outcome outcome) -> tally.end(outcome);
            case Taken.Done(Map<String, Object> brought, String lookedAt) -> {
                values.putAll(brought);
                judge(step, lookedAt);
                capture(step);
            }
        }
    }

    private void judge(Step step, String lookedAt) {
        Judge judge = judge(lookedAt);
        for (Expectation expectation : step.expect()) {
            judge.seen(expectation).forEach(evidence);
            if (!tally.isOver()) {
                tally.add(expectation, judge.judge(expectation));
            }
        }
    }

    private void capture(Step step) {
        for (Map.Entry<String, Expression> capture : step.capture().entrySet()) {
            if (tally.isOver()) {
                return;
            }
            Expression expression = capture.getValue();
            switch (expression.evaluate(judge("").bind(expression.references()))) {
                case Value.Known(Object value) -> values.put(capture.getKey(), value);
                case Value.Nothing(String message) -> nothingToCapture(capture.getKey(), message);
                case Value.Faulty(String message) -> nothingToCapture(capture.getKey(), message);
            }
        }
    }

    /** Where a part of what the step expects did not hold, that is the reason; otherwise the task forgot to expect it. */
    private void nothingToCapture(String name, String message) {
        if (tally.isComplete()) {
            tally.end(faulty(name, message));
        } else {
            tally.stop();
        }
    }

    private static Outcome faulty(String name, String message) {
        return new Outcome.Inconclusive(new Cause(Cause.Reason.FAULTY_TASK,
                "the task captures '" + name + "' without expecting it first: " + message));
    }

    private Judge judge(String lookedAt) {
        return new Judge(session.picture(), values, lookedAt);
    }
}
