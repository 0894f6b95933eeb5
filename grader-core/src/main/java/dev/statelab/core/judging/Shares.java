package dev.statelab.core.judging;

import dev.statelab.core.Limits;
import dev.statelab.core.result.Finding;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.result.Outcome.Blocked;
import dev.statelab.core.result.Outcome.Failed;
import dev.statelab.core.result.Outcome.Inconclusive;
import dev.statelab.core.result.Outcome.Partial;
import dev.statelab.core.result.Outcome.Passed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Puts together what came of a criterion for each of several objects. Each object counts the same. The points of all
 * objects are added up, divided by their number, and rounded down once: all points are given only when nothing is missing
 * for any object, no object is worth more than another, and nobody loses points by one that does better.
 */
final class Shares {
    private final int points;
    private final List<Finding> findings = new ArrayList<>();
    private Optional<Outcome> unclear = Optional.empty();
    private Optional<Blocked> blocked = Optional.empty();
    private long earned;
    private int objects;

    /** @param points what the criterion is worth */
    Shares(int points) {
        this.points = points;
    }

    /** @param judged for one object, as if it were the only one */
    void add(String object, Judged judged) {
        objects++;
        earned += judged.points();
        switch (judged.outcome()) {
            case Passed _ -> {
            }
            case Failed(Finding finding) -> findings.add(of(object, finding));
            case Partial(List<Finding> several) -> several.forEach(finding -> findings.add(of(object, finding)));
            case Blocked by -> blocked = blocked.or(() -> Optional.of(by));
            case Inconclusive inconclusive -> unclear = unclear.or(() -> Optional.of(inconclusive));
        }
    }

    /** Some objects are not there at all. They count as if they had failed. */
    void addMissing(int count, Finding finding) {
        objects += count;
        findings.addFirst(finding);
    }

    Judged judged() {
        if (unclear.isPresent()) {
            return new Judged(unclear.get(), 0);
        }
        if (findings.isEmpty() && blocked.isEmpty()) {
            return new Judged(new Passed(), points);
        }
        int given = Math.toIntExact(earned / objects);
        if (given > 0) {
            return new Judged(new Partial(Stream.concat(findings.stream(), notJudged()).toList()), given);
        }
        return new Judged(findings.isEmpty() ? blocked.orElseThrow() : new Failed(findings.getFirst()), 0);
    }

    private Stream<Finding> notJudged() {
        return blocked.stream().map(by -> new Finding("the same for the others", "not judged, because " + by.by()
                + " failed", ""));
    }

    private static Finding of(String object, Finding finding) {
        return new Finding(finding.expected(), Limits.cut(object + ": " + finding.found(), Limits.TEXT),
                finding.hint());
    }
}
