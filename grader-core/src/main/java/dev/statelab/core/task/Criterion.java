package dev.statelab.core.task;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.result.Credit;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One line of the rubric. First the state must be as {@code expect} says, then the steps are taken.
 *
 * @param summary for the students' table of points: what must hold, in one line of Markdown; empty for none
 * @param credit how its points count
 * @param needs ids of the criteria that must have passed before this one is judged
 * @param within how long the expected state may take to come true; zero for what must be true already
 * @param timeout how long judging it may take in all, before it counts as not found out; zero for no limit
 * @param disruptive whether a step disturbs pods
 * @param repeat once, or once for each of several objects
 */
public record Criterion(
        String id,
        String title,
        String summary,
        int points,
        Credit credit,
        List<String> needs,
        Duration within,
        Duration timeout,
        boolean disruptive,
        Repeat repeat,
        List<Expectation> expect,
        List<Step> steps) {

    public Criterion {
        requireNonNull(id, "id");
        requireNonNull(title, "title");
        requireNonNull(summary, "summary");
        requireNonNull(credit, "credit");
        requireNonNull(within, "within");
        requireNonNull(timeout, "timeout");
        requireNonNull(repeat, "repeat");
        needs = List.copyOf(needs);
        expect = List.copyOf(expect);
        steps = List.copyOf(steps);
    }

    public Criterion withNeeds(List<String> newNeeds) {
        return new Criterion(id, title, summary, points, credit, newNeeds, within, timeout, disruptive, repeat, expect,
                steps);
    }

    public Criterion withExpect(List<Expectation> newExpect) {
        return new Criterion(id, title, summary, points, credit, needs, within, timeout, disruptive, repeat, newExpect,
                steps);
    }

    public Criterion withSteps(List<Step> newSteps) {
        return new Criterion(id, title, summary, points, credit, needs, within, timeout, disruptive, repeat, expect,
                newSteps);
    }

    /** True where expectations say what they are worth, so that some of them may give points while others do not. */
    public boolean isGradedInParts() {
        return expectations().anyMatch(expectation -> expectation.points() > 0);
    }

    /** All expectations, those of the steps included. */
    public Stream<Expectation> expectations() {
        return Stream.concat(expect.stream(), steps.stream().flatMap(step -> step.expect().stream()));
    }

    /** The NAMEs of {@code random.NAME}, one for each expression or text that uses it. */
    public Stream<String> randomNames() {
        return Stream.concat(expect.stream().flatMap(Expectation::randomNames),
                steps.stream().flatMap(Step::randomNames));
    }

    /** Everything that this criterion waits for, the needs of single expectations included. */
    public Set<String> allNeeds() {
        return Stream.concat(needs.stream(), expect.stream().flatMap(expectation -> expectation.needs().stream()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
