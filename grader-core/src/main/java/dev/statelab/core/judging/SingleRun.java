package dev.statelab.core.judging;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.diagnosis.Outlook;
import dev.statelab.core.diagnosis.Subject;
import dev.statelab.core.expression.ExpressionCompiler;
import dev.statelab.core.judging.Verdict.Fails;
import dev.statelab.core.judging.Verdict.Holds;
import dev.statelab.core.judging.Verdict.Unclear;
import dev.statelab.core.judging.Waiting.Waited;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.result.Finding;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.task.Criterion;
import dev.statelab.core.task.Expectation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Judges the expectations and takes the steps of one criterion, once. For one thread. */
final class SingleRun {

    private final Session session;
    private final Criterion criterion;
    private final Needs needs;
    private final Map<String, Object> values = new HashMap<>();
    private final Consumer<Evidence> evidence;
    private final Consumer<Failure> failures;
    private final Consumer<Outlook> progress;
    private final Tally tally;

    /**
     * @param evidence takes what is seen
     * @param failures takes what is not as it is expected
     * @param progress is told what is waited for
     */
    SingleRun(
            Session session,
            Criterion criterion,
            Needs needs,
            Consumer<Evidence> evidence,
            Consumer<Failure> failures,
            Consumer<Outlook> progress) {
        this.session = session;
        this.criterion = criterion;
        this.needs = needs;
        this.evidence = evidence;
        this.failures = failures;
        this.progress = progress;
        this.tally = new Tally(criterion);
        values.put(ExpressionCompiler.RANDOM, session.random());
    }

    /** What came of it. */
    Judged judged() {
        return tally.judged();
    }

    /** Judges what must hold before the steps, one stage after the other. */
    void judgeState(TimeLimit limit) throws InterruptedException {
        TimeLimit time = limit;
        for (List<Expectation> stage : stages()) {
            if (tally.isOver()) {
                return;
            }
            List<String> needed = stage.getFirst().needs();
            Optional<Outcome> hindrance = Optional.empty();
            // What holds needs nothing.
            if (!needed.isEmpty() && !holds(stage)) {
                hindrance = needs.hindrance(needed);
                if (hindrance.isPresent()) {
                    hindrance = despite(hindrance.get(), stage, time.left());
                } else {
                    time = time.anew();
                }
            }
            if (hindrance.isPresent()) {
                hindered(stage.getFirst(), hindrance.get());
            } else {
                judgeState(stage, time.left());
            }
        }
    }

    private void hindered(Expectation expectation, Outcome hindrance) {
        if (hindrance instanceof Outcome.Blocked blocked) {
            tally.add(expectation, blocked, judge(session.picture()).finding(expectation,
                    "not judged, because " + blocked.by() + " failed"));
        } else {
            tally.end(hindrance);
        }
    }

    /**
     * What comes of a stage where something that it needs is hindered: it is given what is left of its time all the same,
     * because who has a pod too few has pods that start nevertheless. What cannot be told is nobody's fault, and so not that of
     * what it needs.
     */
    private Optional<Outcome> despite(Outcome hindrance, List<Expectation> stage, Duration left)
            throws InterruptedException {
        return switch (await(stage, left)) {
            case Waited.Came<Picture>(Picture picture) when !(judge(picture).judge(stage) instanceof Fails) ->
                Optional.empty();
            case Waited.GaveUp<Picture>(var _, Outlook outlook) when isOnlyStarting(outlook) ->
                Optional.of(new Outcome.Inconclusive(session.stillOnItsWay(criterion.within(), outlook)));
            case Waited.Came<Picture> _,Waited.GaveUp<Picture> _ -> Optional.of(hindrance);
        };
    }

    private boolean isOnlyStarting(Outlook outlook) {
        return outlook.isOnlyStarting() && !criterion.within().isZero();
    }

    private boolean holds(List<Expectation> stage) {
        return judge(session.picture()).judge(stage) instanceof Holds;
    }

    /** Takes the steps, unless the state was not as it must be for them. */
    void takeSteps() throws InterruptedException {
        if (criterion.steps().isEmpty() || tally.isOver()) {
            return;
        }
        if (session.options().glance()) {
            tally.end(new Outcome.Inconclusive(new Cause(Cause.Reason.NOT_ASKED, "no step was taken yet")));
            return;
        }
        new Steps(session, values, evidence, progress, tally, this::failed).take(criterion.steps());
    }

    /** The expectations in a row that need the same, together; one that is worth points by itself alone. */
    private List<List<Expectation>> stages() {
        List<List<Expectation>> stages = new ArrayList<>();
        for (Expectation expectation : criterion.expect()) {
            if (stages.isEmpty() || !stages.getLast().getFirst().isJudgedWith(expectation)) {
                stages.add(new ArrayList<>());
            }
            stages.getLast().add(expectation);
        }
        return stages;
    }

    private void judgeState(List<Expectation> stage, Duration within) throws InterruptedException {
        switch (await(stage, within)) {
            case Waited.Came<Picture>(Picture picture) -> conclude(picture, stage, new Outlook(List.of()));
            case Waited.GaveUp<Picture>(var last, Outlook outlook) -> conclude(session.picture(last), stage, outlook);
        }
    }

    private Waited<Picture> await(List<Expectation> stage, Duration within) throws InterruptedException {
        return new StateWait(session, values, progress).until(stage, within);
    }

    private void conclude(Picture picture, List<Expectation> stage, Outlook outlook) {
        Judge judge = judge(picture);
        stage.forEach(expectation -> judge.seen(expectation).forEach(evidence));
        switch (judge.judge(stage)) {
            case Fails _ when isOnlyStarting(outlook) ->
                tally.end(new Outcome.Inconclusive(session.stillOnItsWay(criterion.within(), outlook)));
            case Fails(Finding finding) -> {
                outlook.troubles().forEach(trouble -> evidence.accept(
                        new Evidence.Happened(trouble.about(), trouble.reason(), trouble.message())));
                judge.firstUnmet(stage)
                        .ifPresent(unmet -> failed(picture, new Subjects(picture).of(unmet.expectation())));
                tally.add(stage.getFirst(), new Fails(finding));
            }
            case Holds holds -> tally.add(stage.getFirst(), holds);
            case Unclear unclear -> tally.add(stage.getFirst(), unclear);
        }
    }

    private void failed(Picture picture, Subject subject) {
        failures.accept(new Failure(criterion.id(), picture.state(), subject));
    }

    private Judge judge(Picture picture) {
        return new Judge(picture, values, "it does not hold");
    }
}
