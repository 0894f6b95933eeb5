package dev.statelab.core.judging;

import dev.statelab.core.Limits;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.diagnosis.Outlook;
import dev.statelab.core.diagnosis.Standing;
import dev.statelab.core.expression.Expression;
import dev.statelab.core.expression.ExpressionCompiler;
import dev.statelab.core.judging.Turns.Turn;
import dev.statelab.core.judging.Turns.Use;
import dev.statelab.core.judging.Verdict.Fails;
import dev.statelab.core.judging.Verdict.Holds;
import dev.statelab.core.judging.Verdict.Unclear;
import dev.statelab.core.judging.Waiting.Waited;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.result.Finding;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.task.Criterion;
import dev.statelab.core.task.Expectation;
import dev.statelab.core.task.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Judges one criterion: the state first, then step by step. For one thread. */
final class CriterionRun {

    /** Endpoints come after the readiness of their pods, claims after their pods. */
    private static final Duration FOLLOWS_WITHIN = Duration.ofSeconds(5);

    private final Session session;
    private final Criterion criterion;
    private final Needs needs;
    private final Map<String, Object> values = new HashMap<>();
    private final Set<Evidence> evidence = new LinkedHashSet<>();

    CriterionRun(Session session, Criterion criterion, Needs needs) {
        this.session = session;
        this.criterion = criterion;
        this.needs = needs;
        values.put(ExpressionCompiler.RANDOM, session.random());
    }

    /** What was seen so far, in that order. */
    List<Evidence> evidence() {
        return evidence.stream().limit(Limits.EVIDENCE_PIECES).toList();
    }

    /** Judges the criterion, whose own needs have passed. */
    Outcome judge() throws InterruptedException {
        for (List<Expectation> stage : stages()) {
            Optional<Outcome> hindrance = hindrance(stage);
            if (hindrance.isPresent()) {
                return hindrance.get();
            }
            try (Turn _ = session.turns().take(Use.ofState())) {
                Optional<Outcome> end = judgeState(stage);
                if (end.isPresent()) {
                    return end.get();
                }
            }
        }
        return takeSteps().orElseGet(Outcome.Passed::new);
    }

    /**
     * Why the stage cannot come true: what holds needs nothing, and what does not hold waits for what it needs, and is
     * then given the time that a cluster takes to follow.
     */
    private Optional<Outcome> hindrance(List<Expectation> stage) throws InterruptedException {
        List<String> needed = stage.getFirst().needs();
        if (needed.isEmpty() || holds(stage)) {
            return Optional.empty();
        }
        Optional<Outcome> hindrance = needs.hindrance(needed);
        return hindrance.isPresent() && !comesToHold(stage) ? hindrance : Optional.empty();
    }

    private boolean comesToHold(List<Expectation> stage) throws InterruptedException {
        try (Turn _ = session.turns().take(Use.ofState())) {
            return await(stage, FOLLOWS_WITHIN) instanceof Waited.Came<Picture>(Picture picture)
                    && judge(picture).judge(stage) instanceof Holds;
        }
    }

    private boolean holds(List<Expectation> stage) throws InterruptedException {
        try (Turn _ = session.turns().take(Use.ofState())) {
            return judge(session.picture()).judge(stage) instanceof Holds;
        }
    }

    private Optional<Outcome> takeSteps() throws InterruptedException {
        if (criterion.steps().isEmpty()) {
            return Optional.empty();
        }
        Steps steps = new Steps(session, values, evidence::add, progress());
        try (Turn _ = session.turns().take(steps.use(criterion))) {
            for (Step step : criterion.steps()) {
                Optional<Outcome> end = steps.take(step);
                if (end.isPresent()) {
                    return end;
                }
            }
        }
        return Optional.empty();
    }

    /** The expectations in a row that need the same, together. */
    private List<List<Expectation>> stages() {
        List<List<Expectation>> stages = new ArrayList<>();
        for (Expectation expectation : criterion.expect()) {
            if (stages.isEmpty() || !stages.getLast().getFirst().needs().equals(expectation.needs())) {
                stages.add(new ArrayList<>());
            }
            stages.getLast().add(expectation);
        }
        return stages;
    }

    private Optional<Outcome> judgeState(List<Expectation> stage) throws InterruptedException {
        Waited<Picture> waited = await(stage, criterion.within());
        return switch (waited) {
            case Waited.Came<Picture>(Picture picture) -> conclude(picture, stage, new Outlook(List.of()));
            case Waited.GaveUp<Picture>(var last, Outlook outlook) -> conclude(session.picture(last), stage, outlook);
        };
    }

    private Waited<Picture> await(List<Expectation> stage, Duration within) throws InterruptedException {
        return session.waiting().until(
                state -> Optional.of(session.picture(state)).filter(picture -> isSettled(picture, stage)),
                state -> outlook(session.picture(state), stage),
                within,
                progress());
    }

    /** Also where no controller brings it: an object that somebody has to create, a field that somebody has to change. */
    private boolean isSettled(Picture picture, List<Expectation> stage) {
        Judge judge = judge(picture);
        return !(judge.judge(stage) instanceof Fails) || judge.firstUnmet(stage)
                .filter(expectation -> takesSomebody(picture, expectation.that()))
                .isPresent();
    }

    private static boolean takesSomebody(Picture picture, Expression unmet) {
        return (unmet.readsOnlySpecs() && picture.haveSpecsOfTheirAuthor(unmet.references()))
                || picture.observed(unmet.references()).stream()
                        .anyMatch(name -> picture.look(name) instanceof Observed.Missing);
    }

    /** What may come of the objects that the first unmet expectation is about. */
    private Outlook outlook(Picture picture, List<Expectation> stage) {
        return Outlook.of(picture.state(), judge(picture).firstUnmet(stage).stream()
                .flatMap(expectation -> picture.observed(expectation.that().references()).stream())
                .flatMap(picture::objects));
    }

    private Optional<Outcome> conclude(Picture picture, List<Expectation> stage, Outlook outlook) {
        Judge judge = judge(picture);
        stage.forEach(expectation -> evidence.addAll(judge.seen(expectation)));
        return switch (judge.judge(stage)) {
            case Holds _ -> Optional.empty();
            case Unclear(Cause cause) -> Optional.of(new Outcome.Inconclusive(cause));
            case Fails _ when outlook.isOnlyStarting() && !criterion.within().isZero() ->
                Optional.of(new Outcome.Inconclusive(new Cause(Cause.Reason.STILL_CHANGING,
                        "after " + criterion.within().toSeconds() + " s still on its way: " + outlook.summary())));
            case Fails(Finding finding) -> {
                outlook.troubles().forEach(trouble -> evidence.add(
                        new Evidence.Happened(trouble.about(), trouble.reason(), trouble.message())));
                yield Optional.of(new Outcome.Failed(withTroubles(finding, outlook)));
            }
        };
    }

    private static Finding withTroubles(Finding finding, Outlook outlook) {
        if (outlook.troubles().isEmpty()) {
            return finding;
        }
        String troubles = outlook.troubles().stream().map(Standing::toString).collect(Collectors.joining("; "));
        return new Finding(finding.expected(), Limits.cut(finding.found() + "; " + troubles, Limits.TEXT),
                finding.hint());
    }

    private Judge judge(Picture picture) {
        return new Judge(picture, values, "it does not hold");
    }

    private Consumer<Outlook> progress() {
        Instant since = session.options().clock().instant();
        return outlook -> session.options().progress().waiting(criterion, outlook.summary(), since);
    }
}
