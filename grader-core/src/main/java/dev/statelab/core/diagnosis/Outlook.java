package dev.statelab.core.diagnosis;

import static dev.statelab.core.diagnosis.Standing.Condition.STARTING;
import static dev.statelab.core.diagnosis.Standing.Condition.STUCK;

import dev.statelab.core.Limits;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.diagnosis.Standing.Condition;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether anything more can come of some objects: a pure function of a state.
 *
 * @param standings those that are not as they are meant to be, the worst first
 */
public record Outlook(List<Standing> standings) {

    public enum Prospect {
        /** Everything is as it is meant to be: what does not hold now will not hold later. */
        AT_REST,
        /** Something is on its way, or may recover. */
        CHANGING,
        /** What is missing cannot come by itself. */
        HOPELESS
    }

    public Outlook {
        standings = standings.stream().sorted((a, b) -> b.condition().compareTo(a.condition())).toList();
    }

    /**
     * The outlook of some objects and of what belongs to them: of a StatefulSet its pods and their claims.
     *
     * @param subjects what somebody waits for
     */
    public static Outlook of(ClusterState state, Stream<KubernetesObject> subjects) {
        return new Outlook(new NamespaceOutlook(state, subjects.toList()).standings());
    }

    /** The outlook of a pod that is not there, by the StatefulSets that would create it. */
    public static Outlook ofMissing(ClusterState state, String pod, Stream<KubernetesObject> sets) {
        return new Outlook(sets.map(set -> NamespaceOutlook.missing(state, set, pod)).toList());
    }

    /** This outlook, and one thing more. */
    public Outlook and(Standing standing) {
        return new Outlook(Stream.concat(standings.stream(), Stream.of(standing)).toList());
    }

    public Prospect prospect() {
        if (standings.isEmpty()) {
            return Prospect.AT_REST;
        }
        return has(STUCK) && !has(STARTING) ? Prospect.HOPELESS : Prospect.CHANGING;
    }

    /** True when nothing is wrong with what is on its way: then nobody can say yet that it will not come. */
    public boolean isOnlyStarting() {
        return has(STARTING) && standings.stream().allMatch(standing -> standing.is(STARTING));
    }

    /** What is wrong, in the cluster's own words. */
    public List<Standing> troubles() {
        return standings.stream().filter(standing -> !standing.is(STARTING)).limit(Limits.NAMED_OBJECTS).toList();
    }

    /** What is being waited for; empty for nothing. */
    public String summary() {
        return standings.stream().limit(Limits.NAMED_OBJECTS).map(Standing::toString)
                .collect(Collectors.joining("; "));
    }

    private boolean has(Condition condition) {
        return standings.stream().anyMatch(standing -> standing.is(condition));
    }
}
