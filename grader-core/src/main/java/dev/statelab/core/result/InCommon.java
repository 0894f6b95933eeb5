package dev.statelab.core.result;

import dev.statelab.core.cluster.ClusterIdentity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What different people's work has in common and only one person's should have, for a person to judge.
 *
 * @param sign what it is, such as {@code UID} and the UID; hostile
 * @param works of at least two people
 */
public record InCommon<T>(String sign, List<T> works) {

    public InCommon {
        works = List.copyOf(works);
    }

    /**
     * What may be the same.
     *
     * @param what in words
     * @param values of one work; an empty text is none
     */
    public record Sign<T>(String what, Function<T, ? extends Collection<String>> values) {}

    /** By which a cluster is known, the surest first. */
    public static <T> List<Sign<T>> ofClusters(Function<T, ClusterIdentity> cluster) {
        return List.of(new Sign<>("UID", cluster.andThen(ClusterIdentity::uid).andThen(List::of)),
                new Sign<>("certificate", cluster.andThen(ClusterIdentity::certificate).andThen(List::of)),
                new Sign<>("certificate authority", cluster.andThen(ClusterIdentity::authority).andThen(List::of)));
    }

    /**
     * Finds it. What is common to some who have an earlier sign in common is not named again.
     *
     * @param who whose a work is
     * @param signs the surest first
     */
    public static <T> List<InCommon<T>> find(List<T> works, Function<T, String> who, List<Sign<T>> signs) {
        List<InCommon<T>> found = new ArrayList<>();
        for (Sign<T> sign : signs) {
            Map<String, List<T>> byValue = new LinkedHashMap<>();
            for (T work : works) {
                new LinkedHashSet<>(sign.values().apply(work))
                        .forEach(value -> byValue.computeIfAbsent(value, _ -> new ArrayList<>()).add(work));
            }
            byValue.remove("");
            byValue.forEach((value, group) -> {
                Set<String> people = people(group, who);
                if (people.size() > 1
                        && found.stream().noneMatch(before -> people(before.works, who).containsAll(people))) {
                    found.add(new InCommon<>(sign.what() + " " + value, group));
                }
            });
        }
        return found;
    }

    private static <T> Set<String> people(List<T> works, Function<T, String> who) {
        return works.stream().map(who).collect(Collectors.toSet());
    }
}
