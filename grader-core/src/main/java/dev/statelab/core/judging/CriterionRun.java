package dev.statelab.core.judging;

import dev.statelab.core.Limits;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.diagnosis.Outlook;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.result.Finding;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.task.Criterion;
import dev.statelab.core.task.Observation;
import dev.statelab.core.task.Observation.ItemOf;
import dev.statelab.core.task.Repeat.ForEach;
import dev.statelab.core.task.Repeat.Once;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Judges one criterion, once or for each of several objects. For one thread. */
final class CriterionRun {
    private final Session session;
    private final Criterion criterion;
    private final Needs needs;
    private final Set<Evidence> evidence = new LinkedHashSet<>();
    private final List<Failure> failures = new ArrayList<>();

    CriterionRun(Session session, Criterion criterion, Needs needs) {
        this.session = session;
        this.criterion = criterion;
        this.needs = needs;
    }

    /** What was seen so far, in that order. */
    List<Evidence> evidence() {
        return evidence.stream().limit(Limits.EVIDENCE_PIECES).toList();
    }

    /** What it takes to say why it failed, or some of it. */
    List<Failure> failures() {
        return List.copyOf(failures);
    }

    /**
     * Judges the criterion, whose own needs have passed.
     *
     * @param start when its time began, in ticks
     */
    Judged judge(long start) throws InterruptedException {
        TimeLimit limit = new TimeLimit(session.options(), criterion.within(), start);
        return switch (criterion.repeat()) {
            case Once _ -> {
                SingleRun run = run(session);
                run.judgeState(limit);
                run.takeSteps();
                yield run.judged();
            }
            case ForEach each -> forEach(each, limit);
        };
    }

    private Judged forEach(ForEach each, TimeLimit limit) throws InterruptedException {
        return switch (Items.await(session, each, limit.left(), progress())) {
            case Items.None(Outcome outcome) -> {
                failed(each);
                yield new Judged(outcome, 0);
            }
            case Items.Found found -> {
                Shares shares = new Shares(criterion.points());
                if (found.tooFew().isPresent()) {
                    Finding finding = found.tooFew().get();
                    failed(each);
                    shares.addMissing(each.atLeast() - found.objects().size(), finding);
                }
                List<SingleRun> runs = new ArrayList<>();
                for (KubernetesObject object : found.objects()) {
                    SingleRun run = run(session.forItem(
                            new Observation(each.name(), object.kind(), new ItemOf(each.in(), object.name())),
                            each.freshRandom() ? freshRandom() : session.random()));
                    run.judgeState(limit);
                    runs.add(run);
                }
                for (int i = 0; i < runs.size(); i++) {
                    runs.get(i).takeSteps();
                    shares.add(found.objects().get(i).name(), runs.get(i).judged());
                }
                yield shares.judged();
            }
        };
    }

    private void failed(ForEach each) {
        Picture picture = session.picture();
        failures.add(new Failure(criterion.id(), picture.state(), new Subjects(picture).of(each.in())));
    }

    private Map<String, Object> freshRandom() {
        return RandomValues.of(Stream.of(criterion), session.options().random());
    }

    private SingleRun run(Session ofRun) {
        return new SingleRun(ofRun, criterion, needs, evidence::add, failures::add, progress());
    }

    private Consumer<Outlook> progress() {
        Instant since = session.options().clock().instant();
        return outlook -> session.options().progress().waiting(criterion, outlook.summary(), since);
    }
}
