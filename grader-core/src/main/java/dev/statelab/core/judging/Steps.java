package dev.statelab.core.judging;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.PatchRequest;
import dev.statelab.core.cluster.ScaleRequest;
import dev.statelab.core.diagnosis.Outlook;
import dev.statelab.core.diagnosis.Subject;
import dev.statelab.core.expression.Expression;
import dev.statelab.core.expression.Template;
import dev.statelab.core.expression.Value;
import dev.statelab.core.judging.Restorations.Restored;
import dev.statelab.core.judging.Waiting.Waited;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.task.Expectation;
import dev.statelab.core.task.Step;
import dev.statelab.core.task.action.Await;
import dev.statelab.core.task.action.DeletePod;
import dev.statelab.core.task.action.Exec;
import dev.statelab.core.task.action.Http;
import dev.statelab.core.task.action.Patch;
import dev.statelab.core.task.action.Reach;
import dev.statelab.core.task.action.ReadFile;
import dev.statelab.core.task.action.Resolve;
import dev.statelab.core.task.action.RunCheck;
import dev.statelab.core.task.action.Scale;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Takes the steps of one criterion, and judges what each of them expects. For one thread. */
final class Steps {

    private static final Duration BACK_WITHIN = Duration.ofMinutes(2);

    private final Session session;
    private final Map<String, Object> values;
    private final Consumer<Evidence> evidence;
    private final Consumer<Outlook> waiting;
    private final Tally tally;
    private final BiConsumer<Picture, Subject> failed;
    private final Restorations restorations;
    private boolean deleted;

    /**
     * @param values what expressions may use besides observations; what the steps bring is added
     * @param waiting is told what a step waits for
     * @param tally takes what came of each expectation
     * @param failed is told what a step was about that did not go as expected, and in which state
     */
    Steps(
            Session session,
            Map<String, Object> values,
            Consumer<Evidence> evidence,
            Consumer<Outlook> waiting,
            Tally tally,
            BiConsumer<Picture, Subject> failed) {
        this.session = session;
        this.values = values;
        this.evidence = evidence;
        this.waiting = waiting;
        this.tally = tally;
        this.failed = failed;
        this.restorations = new Restorations(session.cluster());
    }

    /** Takes the steps until the criterion ends, and then gives back what they have scaled and changed. */
    void take(List<Step> steps) throws InterruptedException {
        try {
            for (Step step : steps) {
                if (!tally.isOver()) {
                    take(step);
                }
            }
            giveBack();
        } catch (InterruptedException e) {
            if (giveBackAtOnce()) {
                throw e;
            }
        } finally {
            // After a bug of ours there may still be something.
            boolean _ = giveBackAtOnce();
        }
    }

    private void take(Step step) throws InterruptedException {
        int missing = tally.missing();
        Taken taken = carryOut(step);
        taken.evidence().forEach(evidence);
        switch (taken) {
            case Taken.Ended(Outcome outcome, var _) -> tally.end(outcome);
            case Taken.Done(Map<String, Object> brought, String lookedAt, var _) -> {
                values.putAll(brought);
                judge(step, lookedAt);
                capture(step);
            }
        }
        if (tally.missing() > missing) {
            Picture picture = session.picture();
            failed.accept(picture, new Subjects(picture).of(step, taken.evidence(), pod(step), deleted));
        }
        deleted |= step.action() instanceof DeletePod;
    }

    /** The pod that a step is about; empty where that is not known. */
    private Optional<String> pod(Step step) {
        return step.action().reach() instanceof Reach.OnePod(Template name)
                && name.render(judge("").bind(name.references())) instanceof Value.Known(String pod)
                        ? Optional.of(pod)
                        : Optional.empty();
    }

    private Taken carryOut(Step step) throws InterruptedException {
        Taking taking = new Taking(session, judge(""), step.expect(), waiting);
        return switch (step.action()) {
            case Http http -> new HttpStep(taking).send(http);
            case Exec exec -> new ExecStep(taking).run(exec);
            case ReadFile file -> new ReadFileStep(taking).read(file);
            case Resolve resolve -> new ResolveStep(taking).lookUp(resolve);
            case DeletePod deletion -> new DeletePodStep(taking).delete(deletion);
            case Scale scale -> new ScaleStep(taking, restorations).scale(scale);
            case Patch patch -> new PatchStep(taking, restorations).patch(patch);
            case Await await -> new AwaitStep(taking, values).await(await);
            case RunCheck check -> new CheckStep(taking, values).run(check);
        };
    }

    /**
     * Also waits until the pods have followed: what was changed before may need them as they were, and others may have
     * waited for their turn to use them.
     */
    private void giveBack() throws InterruptedException {
        Optional<Restored> next = restorations.restore();
        while (next.isPresent()) {
            if (told(next.get())) {
                switch (next.get()) {
                    case Restored.Scale scaled -> {
                        Waited<ScaleStep.Arrival> _ = ScaleStep.await(session, scaled.request(), BACK_WITHIN, waiting);
                    }
                    case Restored.Fields patched -> {
                        Waited<Rollout.Arrival> _ = Rollout.await(session, patched.request(), BACK_WITHIN, waiting);
                    }
                }
            }
            next = restorations.restore();
        }
    }

    /** Whether everything was given back. */
    private boolean giveBackAtOnce() {
        boolean all = true;
        for (Optional<Restored> next = restorations.restore(); next.isPresent(); next = restorations.restore()) {
            all &= told(next.get());
        }
        return all;
    }

    /** Whether it was given back. That it was not outweighs whatever else there is to say of the criterion. */
    private boolean told(Restored restored) {
        Optional<String> problem = restored.problem().map(Cause::message);
        evidence.accept(switch (restored) {
            case Restored.Scale(ScaleRequest request, var _, var _) -> new Evidence.Happened(request.toString(),
                    problem.isEmpty() ? "ScaledBack" : "NotScaledBack",
                    problem.orElse("to " + request.to() + " replicas"));
            case Restored.Fields(PatchRequest request, var _, var _) -> new Evidence.Happened(request.toString(),
                    problem.isEmpty() ? "PatchedBack" : "NotPatchedBack", problem.orElse(Rollout.describe(request)));
        });
        restored.problem().ifPresent(tally::overrule);
        return problem.isEmpty();
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
