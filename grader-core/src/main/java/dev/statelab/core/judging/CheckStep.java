package dev.statelab.core.judging;

import dev.statelab.core.Limits;
import dev.statelab.core.check.Check;
import dev.statelab.core.check.CheckResult;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.result.Finding;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.task.action.RunCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a check that somebody wrote in Java. Whatever it does wrong costs no points. */
final class CheckStep {

    private final Taking taking;
    private final Map<String, Object> values;

    /** @param values what earlier steps have captured */
    CheckStep(Taking taking, Map<String, Object> values) {
        this.taking = taking;
        this.values = Map.copyOf(values);
    }

    Taken run(RunCheck step) throws InterruptedException {
        Filling filling = new Filling(taking.judge());
        Map<String, String> parameters = new LinkedHashMap<>();
        step.parameters().forEach((name, text) -> parameters.put(name, filling.text(text)));
        if (filling.hindrance().isPresent()) {
            return filling.hindrance().get();
        }
        String what = "check " + step.check().name();
        GuardedContext context = new GuardedContext(taking.session(), values, parameters, step.timeout());
        FutureTask<CheckResult> running = new FutureTask<>(() -> run(step.check(), context));
        // On a thread of its own, because nobody knows whether the check hears an interruption.
        Thread.ofVirtual().name(what).start(running);
        try {
            return taken(what, running.get(step.timeout().toNanos(), TimeUnit.NANOSECONDS), context.evidence());
        } catch (ExecutionException e) {
            return Taking.impossible("the task's " + what + " failed: " + e.getCause(),
                    context.evidence().toArray(Evidence[]::new));
        } catch (TimeoutException e) {
            return Taking.inconclusive(new Cause(Cause.Reason.TIMED_OUT,
                    "the task's " + what + " did not end within " + step.timeout().toSeconds() + " s"));
        } finally {
            running.cancel(true);
        }
    }

    private static CheckResult run(Check check, GuardedContext context) throws Exception {
        CheckResult result = check.run(context);
        if (result == null) {
            throw new IllegalStateException("it came to nothing at all");
        }
        return result;
    }

    private Taken taken(String what, CheckResult result, List<Evidence> seen) {
        List<Evidence> evidence = new ArrayList<>(seen);
        return switch (result) {
            case CheckResult.Passed(String found) -> {
                evidence.add(new Evidence.Happened(what, "Passed", found));
                yield new Taken.Done(Map.of(), what + ": " + found, evidence);
            }
            case CheckResult.Failed(String expected, String found, String hint) -> {
                evidence.add(new Evidence.Happened(what, "Failed", found));
                yield new Taken.Ended(new Outcome.Failed(new Finding(Limits.cut(expected, Limits.TEXT),
                        Limits.cut(found, Limits.TEXT), Limits.cut(hint, Limits.TEXT))), evidence);
            }
            case CheckResult.Inconclusive(String why) -> Taking.impossible(
                    "the task's " + what + " could not find out: " + why, evidence.toArray(Evidence[]::new));
        };
    }
}
