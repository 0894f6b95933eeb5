package dev.statelab.batch.report;

import static java.util.stream.Collectors.joining;

import dev.statelab.batch.result.ClassResults;
import dev.statelab.batch.submission.Writing;
import dev.statelab.core.report.Printable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who handed in the same files, or nearly the same, who has the same on claims, and who has the same cluster, for a person to
 * judge.
 */
public final class ClassSimilarity {

    private ClassSimilarity() {}

    /** @return lines, each ended by a line feed; without anything that a terminal acts on */
    public static String render(ClassResults results) {
        return render(results, Writing::of);
    }

    static String render(ClassResults results, Function<Path, Optional<Writing>> reader) {
        Map<String, Writing> writings = new LinkedHashMap<>();
        List<String> gone = new ArrayList<>();
        results.entries().forEach(entry -> {
            String path = entry.result().json().path("work").path("submission").asText();
            if (!path.isEmpty()) {
                reader.apply(Path.of(path)).ifPresentOrElse(writing -> writings.put(entry.id(), writing),
                        () -> gone.add(Printable.of(entry.id())));
            }
        });
        Resemblance resemblance = new Resemblance(writings);
        List<String> lines = new ArrayList<>();
        resemblance.identical().forEach(group -> lines.add("identical: "
                + group.stream().map(Printable::of).collect(joining(", "))));
        resemblance.nearlyIdentical().forEach(pair -> lines.add("nearly identical (" + pair.percent() + " %): "
                + Printable.of(pair.one()) + ", " + Printable.of(pair.other())));
        lines.add(lines.isEmpty()
                ? "No two of " + writings.size() + " students handed in the same."
                : "Compared were the files of " + writings.size()
                        + " students, comments and all. The reason may be a group's work or a common source: judge by"
                        + " what they say.");
        lines.addAll(contents(new IdenticalContents(results)));
        OneCluster.of(results).forEach(shared -> lines.add("one cluster (" + Printable.of(shared.sign()) + "), "
                + shared.meaning() + ": " + shared.students().stream().map(entry -> Printable.of(entry.id()))
                        .collect(joining(", "))));
        if (!gone.isEmpty()) {
            lines.add("Nothing to read any more, or nothing that may be read: " + String.join(", ", gone));
        }
        return lines.stream().map(line -> line + "\n").collect(joining());
    }

    private static List<String> contents(IdenticalContents contents) {
        if (contents.students() == 0) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(contents.groups().stream().map(group -> "identical claim contents ("
                + group.count() + "): " + String.join(", ", group.claims()))
                .toList());
        lines.add(lines.isEmpty()
                ? "No two of " + contents.students() + " students have the same on their claims."
                : "Compared were the files on the claims of " + contents.students()
                        + " students, as they were before each was graded.");
        return lines;
    }
}
