package dev.statelab.batch.report;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import dev.statelab.batch.result.ClassResults;
import dev.statelab.core.report.Printable;
import dev.statelab.core.result.ClaimContents;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Files with the same contents on claims of different students. Files are compared one by one, and not all of a claim's at
 * once: who copied a claim has used it since, and so has who it is from. Students with one and the same claim have not copied;
 * {@link OneCluster} tells of them.
 */
final class IdenticalContents {

    private final Map<String, List<ClaimContents>> contents = new LinkedHashMap<>();

    IdenticalContents(ClassResults results) {
        results.entries().forEach(entry -> {
            List<ClaimContents> all = entry.result().contents();
            if (!all.isEmpty()) {
                contents.put(entry.id(), all);
            }
        });
    }

    /**
     * Files that the same claims have.
     *
     * @param files how many
     * @param claims of at least two students, such as {@code ann (data-kv-0)}; without anything that a terminal acts on
     */
    record Group(int files, List<String> claims) {
        Group {
            claims = List.copyOf(claims);
        }

        /** For people, as in {@code 2 files}. */
        String count() {
            return files + (files == 1 ? " file" : " files");
        }
    }

    /** How many students have files on claims that could be compared. */
    int students() {
        return contents.size();
    }

    /** Those with the most files first. */
    List<Group> groups() {
        Map<String, Set<String>> files = new LinkedHashMap<>();
        contents.forEach((id, claims) -> files.put(id, claims.stream().flatMap(claim -> claim.files().stream())
                .collect(toCollection(TreeSet::new))));
        Map<List<String>, Integer> groups = new LinkedHashMap<>();
        Own.of(files).owners().forEach((file, students) -> {
            if (places(students) > 1) {
                groups.merge(students.stream().map(id -> named(id, file)).toList(), 1, Integer::sum);
            }
        });
        return groups.entrySet().stream().map(group -> new Group(group.getValue(), group.getKey()))
                .sorted(Comparator.comparingInt(Group::files).reversed()).toList();
    }

    private List<ClaimContents> of(String id) {
        return contents.getOrDefault(id, List.of());
    }

    private String named(String id, String file) {
        return Printable.of(id) + of(id).stream().filter(claim -> claim.files().contains(file))
                .map(claim -> Printable.of(claim.claim())).collect(joining(", ", " (", ")"));
    }

    /** How many of them have no claim in common with one before. */
    private int places(List<String> students) {
        List<Set<String>> places = new ArrayList<>();
        for (String id : students) {
            Set<String> uids = of(id).stream().map(ClaimContents::uid).filter(uid -> !uid.isEmpty())
                    .collect(toSet());
            if (places.stream().allMatch(place -> Collections.disjoint(place, uids))) {
                places.add(uids);
            }
        }
        return places.size();
    }
}
