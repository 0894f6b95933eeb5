package dev.statelab.batch.report;

import dev.statelab.batch.submission.Writing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Who wrote the same, or nearly the same. */
final class Resemblance {

    /** Lines that are compared together. */
    private static final int LINES = 3;
    /** Runs of lines that are somebody's own; with fewer, likeness is chance. */
    private static final int FEWEST = 5;
    private static final double NEARLY = 0.8;

    private final Map<String, Writing> writings;

    /** @param writings by the students' ids, in the order of the class */
    Resemblance(Map<String, Writing> writings) {
        this.writings = new LinkedHashMap<>(writings);
    }

    /** @param percent of the runs of lines that one of the two has, and both have */
    record Pair(String one, String other, int percent) {}

    /** Each group that wrote the same, to the letter but for empty lines and spaces at the ends of lines. */
    List<List<String>> identical() {
        Map<List<String>, List<String>> groups = new LinkedHashMap<>();
        writings.forEach((id, writing) -> groups.computeIfAbsent(writing.lines(), lines -> new ArrayList<>()).add(id));
        return groups.values().stream().filter(group -> group.size() > 1).map(List::copyOf).toList();
    }

    /** Pairs of those who wrote nearly the same; of a group that wrote the same, the first stands for all. */
    List<Pair> nearlyIdentical() {
        Own<List<String>> own = own();
        Map<List<String>, Integer> shared = new LinkedHashMap<>();
        own.owners().values().forEach(ids -> {
            for (int i = 0; i < ids.size(); i++) {
                for (int j = i + 1; j < ids.size(); j++) {
                    shared.merge(List.of(ids.get(i), ids.get(j)), 1, Integer::sum);
                }
            }
        });
        List<Pair> pairs = new ArrayList<>();
        shared.forEach((ids, both) -> {
            int either = ids.stream().mapToInt(id -> own.of(id).size()).sum() - both;
            if (both >= FEWEST && both >= NEARLY * either) {
                pairs.add(new Pair(ids.getFirst(), ids.getLast(), 100 * both / either));
            }
        });
        return pairs;
    }

    /** The runs of lines of each. */
    private Own<List<String>> own() {
        Map<String, Set<List<String>>> runs = new LinkedHashMap<>();
        Set<List<String>> seen = new HashSet<>();
        writings.forEach((id, writing) -> {
            if (seen.add(writing.lines())) {
                runs.put(id, runs(writing.lines()));
            }
        });
        return Own.of(runs);
    }

    private static Set<List<String>> runs(List<String> lines) {
        Set<List<String>> runs = new HashSet<>();
        IntStream.rangeClosed(0, lines.size() - LINES)
                .forEach(start -> runs.add(List.copyOf(lines.subList(start, start + LINES))));
        return runs;
    }
}
