package dev.statelab.cli.history;

import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Outcome;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * What changed from one evaluation of a student's work to the next.
 *
 * @param past the earlier one
 * @param gainedAndLost in the order of the task
 */
public record Changes(Past past, List<Change> gainedAndLost) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    /**
     * A criterion with other points than before.
     *
     * @param points gained, or lost when negative; never 0
     */
    public record Change(int points, String title) {}

    public Changes {
        gainedAndLost = List.copyOf(gainedAndLost);
    }

    /** What could not be found out this time is no change. */
    public static Changes between(Past past, Evaluation now) {
        List<Change> changes = new ArrayList<>();
        for (CriterionResult result : now.criteria()) {
            Integer before = past.points().get(result.id());
            if (before != null && !(result.outcome() instanceof Outcome.Inconclusive) && before != result.points()) {
                changes.add(new Change(result.points() - before, result.title()));
            }
        }
        return new Changes(past, changes);
    }

    /**
     * For a person: since when, and then a line each, such as {@code +20 Data persistence}.
     *
     * @param unicode whether a real minus sign can be shown
     */
    public List<String> lines(Evaluation now, ZoneId zone, boolean unicode) {
        String since = "since " + TIME.format(past.startedAt().atZone(zone)) + " (" + past.score() + " of "
                + past.maxScore() + ")";
        if (!past.taskVersion().equals(now.task().version())) {
            return List.of(since + ": the task has changed, so the points are not compared");
        }
        if (gainedAndLost.isEmpty()) {
            return List.of(since + ": no change");
        }
        List<String> lines = new ArrayList<>(List.of(since + ":"));
        gainedAndLost
                .forEach(change -> lines.add(sign(change.points(), unicode) + Math.abs(change.points()) + " "
                        + change.title()));
        return lines;
    }

    private static String sign(int points, boolean unicode) {
        return points > 0 ? "+" : unicode ? "−" : "-";
    }
}
