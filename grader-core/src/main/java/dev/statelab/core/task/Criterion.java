package dev.statelab.core.task;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One line of the rubric. First the state must be as {@code expect} says, then the steps are taken.
 *
 * @param summary for the students' table of points: what must hold, in one line of Markdown; empty for none
 * @param needs ids of the criteria that must have passed before this one is judged
 * @param within how long the expected state may take to come true; zero for what must be true already
 * @param disruptive whether a step disturbs pods
 */
public record Criterion(
        String id,
        String title,
        String summary,
        int points,
        List<String> needs,
        Duration within,
        boolean disruptive,
        List<Expectation> expect,
        List<Step> steps) {

    public Criterion {
        requireNonNull(id, "id");
        requireNonNull(title, "title");
        requireNonNull(summary, "summary");
        requireNonNull(within, "within");
        needs = List.copyOf(needs);
        expect = List.copyOf(expect);
        steps = List.copyOf(steps);
    }

    /** Everything that this criterion waits for, the needs of single expectations included. */
    public Set<String> allNeeds() {
        return Stream.concat(needs.stream(), expect.stream().flatMap(expectation -> expectation.needs().stream()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
