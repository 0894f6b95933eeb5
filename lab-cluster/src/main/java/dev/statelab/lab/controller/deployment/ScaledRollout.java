package dev.statelab.lab.controller.deployment;

import dev.statelab.lab.controller.deployment.Rollout.Scaling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides what each ReplicaSet of a Deployment gets whose number of replicas somebody changed, or which is paused: the
 * algorithm of {@code sync.go}. In the middle of an update each gets its share, so that the risk stays the same.
 */
record ScaledRollout(Deployment deployment, Optional<TemplateSet> current, List<TemplateSet> old) {

    private static final Comparator<TemplateSet> LARGEST_FIRST = Comparator.comparingInt(TemplateSet::replicas)
            .reversed();

    ScaledRollout {
        old = List.copyOf(old);
    }

    /** Those that have pods, or are to have some. */
    private List<TemplateSet> active() {
        return Stream.concat(old.stream(), current.stream()).filter(set -> set.replicas() > 0).toList();
    }

    /** Whether the number of replicas has changed since the sets were last given theirs. */
    boolean isDue() {
        boolean isShared = deployment.isRecreated() && active().size() > 1;
        return !isShared
                && active().stream().anyMatch(set -> set.desired().filter(count -> count != deployment.replicas())
                        .isPresent());
    }

    /** One that keeps its number is to know of the change. */
    List<Scaling> scalings() {
        var active = active();
        if (active.size() <= 1) {
            return Stream.concat(active.stream(), Stream.concat(current.stream(), newestOld())).limit(1)
                    .filter(set -> set.replicas() != deployment.replicas() || isDue())
                    .map(set -> new Scaling(set, deployment.replicas())).toList();
        }
        if (current.filter(this::isWhole).isPresent()) {
            return old.stream().filter(set -> set.replicas() > 0).map(set -> new Scaling(set, 0)).toList();
        }
        return deployment.isRecreated() ? List.of() : shares(active);
    }

    private Stream<TemplateSet> newestOld() {
        return old.stream().max(Comparator.comparing(TemplateSet::created)).stream();
    }

    private boolean isWhole(TemplateSet set) {
        return set.replicas() == deployment.replicas() && set.desired().filter(count -> count == deployment.replicas())
                .isPresent() && set.available() == deployment.replicas();
    }

    private List<Scaling> shares(List<TemplateSet> active) {
        int most = deployment.replicas() > 0 ? deployment.replicas() + deployment.maxSurge() : 0;
        int toAdd = most - active.stream().mapToInt(TemplateSet::replicas).sum();
        var byAge = Comparator.comparing(TemplateSet::created);
        var ordered = active.stream().sorted(LARGEST_FIRST.thenComparing(toAdd > 0 ? byAge.reversed() : byAge))
                .toList();
        List<Scaling> scalings = new ArrayList<>();
        int added = 0;
        for (var set : ordered) {
            int share = share(set, toAdd, added);
            added += share;
            scalings.add(new Scaling(set, set.replicas() + share));
        }
        int leftover = toAdd - added;
        var largest = scalings.removeFirst();
        scalings.addFirst(new Scaling(largest.set(), Math.max(0, largest.replicas() + leftover)));
        return scalings;
    }

    private int share(TemplateSet set, int toAdd, int added) {
        int left = toAdd - added;
        if (left == 0) {
            return 0;
        }
        int wanted = fraction(set);
        return toAdd > 0 ? Math.min(wanted, left) : Math.max(wanted, left);
    }

    /** By how much the set changes when it stays the same part of the whole. */
    private int fraction(TemplateSet set) {
        if (deployment.replicas() == 0) {
            return -set.replicas();
        }
        int now = deployment.replicas() + deployment.maxSurge();
        int before = set.maximum().filter(count -> count > 0).orElseGet(deployment::presentReplicas);
        return before == 0 ? 0 : (int) Math.round((double) set.replicas() * now / before) - set.replicas();
    }
}
