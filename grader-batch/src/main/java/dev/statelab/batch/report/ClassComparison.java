package dev.statelab.batch.report;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.batch.result.ClassResults;
import dev.statelab.batch.result.ClassResults.Entry;
import dev.statelab.batch.result.StoredCriterion;
import dev.statelab.batch.result.StoredResult;
import dev.statelab.core.report.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whose result is another one in a second run of a class, and which criteria that comes from, for people to read. */
public final class ClassComparison {

    private ClassComparison() {}

    /** @return lines, each ended by a line feed; without anything that a terminal acts on */
    public static String render(ClassResults before, ClassResults after) {
        Map<String, Entry> first = byId(before);
        Map<String, Entry> second = byId(after);
        List<String> lines = new ArrayList<>();
        int same = 0;
        for (Entry entry : first.values()) {
            List<String> differences = second.containsKey(entry.id())
                    ? differences(entry.result(), second.get(entry.id()).result())
                    : List.of();
            if (!second.containsKey(entry.id())) {
                lines.add(Printable.of(entry.id()) + ": is not in the second class");
            } else if (differences.isEmpty()) {
                same++;
            } else {
                lines.add(Printable.of(entry.id()) + ": " + summary(entry.result()) + " before, "
                        + summary(second.get(entry.id()).result()) + " now");
                differences.forEach(difference -> lines.add("  " + difference));
            }
        }
        second.values().stream().filter(entry -> !first.containsKey(entry.id()))
                .forEach(entry -> lines.add(Printable.of(entry.id()) + ": is not in the first class"));
        lines.add((lines.isEmpty() ? "" : "The same for ") + (same == 1 ? "1 student" : same + " students")
                + (lines.isEmpty() ? ", all with the same result" : ""));
        return lines.stream().map(line -> line + "\n").collect(joining());
    }

    private static Map<String, Entry> byId(ClassResults results) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        results.entries().forEach(entry -> entries.put(entry.id(), entry));
        return entries;
    }

    private static String summary(StoredResult result) {
        return result.score().map(score -> score.asText() + " points").orElseGet(
                () -> result.status().text().replace('-', ' '));
    }

    /** Empty when both came to the same status, points and outcomes. */
    private static List<String> differences(StoredResult before, StoredResult after) {
        List<String> differences = new ArrayList<>();
        if (before.status() != after.status() && !after.troubleMessage().isEmpty()) {
            differences.add("now: " + Printable.of(after.troubleMessage()));
        } else if (before.status() != after.status() && !before.troubleMessage().isEmpty()) {
            differences.add("before: " + Printable.of(before.troubleMessage()));
        } else if (before.status() != after.status()) {
            differences.add("now: " + after.status().text().replace('-', ' '));
        }
        Stream.concat(before.criteria().stream(), after.criteria().stream()).map(StoredCriterion::id).distinct()
                .forEach(id -> difference(criterion(before, id), criterion(after, id)).ifPresent(differences::add));
        if (before.status() == after.status() && differences.isEmpty()
                && !before.score().map(JsonNode::asText).equals(after.score().map(JsonNode::asText))) {
            differences.add("the criteria came to the same");
        }
        return differences;
    }

    private static Optional<StoredCriterion> criterion(StoredResult result, String id) {
        return result.criteria().stream().filter(each -> each.id().equals(id)).findFirst();
    }

    private static Optional<String> difference(Optional<StoredCriterion> before, Optional<StoredCriterion> after) {
        String then = before.map(ClassComparison::came).orElse("not judged");
        String now = after.map(ClassComparison::came).orElse("not judged");
        if (then.equals(now)) {
            return Optional.empty();
        }
        String id = Stream.concat(before.stream(), after.stream()).findFirst().orElseThrow().id();
        return Optional.of(Printable.of(id) + ": " + then + " before, " + now + " now"
                + after.map(ClassComparison::why).or(() -> before.map(ClassComparison::why)).orElse(""));
    }

    private static String came(StoredCriterion criterion) {
        return criterion.outcome().text() + " (" + criterion.points().asText() + " of "
                + criterion.maxPoints().asText() + ")";
    }

    private static String why(StoredCriterion criterion) {
        String reason = switch (criterion.outcome()) {
            case PASSED -> "";
            case FAILED, PARTIAL -> criterion.findings().stream().limit(1)
                    .map(finding -> "expected " + finding.expected() + ", found " + finding.found()).collect(joining());
            case BLOCKED -> "because " + criterion.blockedBy() + " failed";
            case INCONCLUSIVE -> criterion.cause();
        };
        return reason.isEmpty() ? "" : ": " + Printable.of(reason);
    }
}
