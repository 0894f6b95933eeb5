package dev.statelab.lab.controller.deployment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Decides how many pods each ReplicaSet of a Deployment gets next: the algorithm of {@code rolling.go} and
 * {@code recreate.go}. A step is small; the changes that it causes lead to the next one.
 *
 * @param current the ReplicaSet of the present template; empty until it is made
 * @param old those of other templates
 * @param oldPodsLeft whether pods of the old ones are still there, even if they are to go
 */
record Rollout(Deployment deployment, Optional<TemplateSet> current, List<TemplateSet> old, boolean oldPodsLeft) {

    Rollout {
        old = old.stream().sorted(Comparator.comparing(TemplateSet::created)).toList();
    }

    /** A ReplicaSet that is given a number of replicas, often another one than it has. */
    record Scaling(TemplateSet set, int replicas) {}

    private List<TemplateSet> all() {
        List<TemplateSet> all = new ArrayList<>(old);
        current.ifPresent(all::add);
        return all;
    }

    private static int sum(Collection<TemplateSet> sets, ToIntFunction<TemplateSet> count) {
        return sets.stream().mapToInt(count).sum();
    }

    /** Whether it is time to make the ReplicaSet of the present template. */
    boolean wantsNewSet() {
        return current.isEmpty() && !deployment.isPaused() && !scaled().isDue()
                && (!deployment.isRecreated() || (sum(old, TemplateSet::replicas) == 0 && !oldPodsLeft));
    }

    /** How many replicas the ReplicaSet of the present template may have now. */
    int newReplicas() {
        int present = current.map(TemplateSet::replicas).orElse(0);
        if (deployment.isRecreated() || present >= deployment.replicas()) {
            return deployment.replicas();
        }
        int room = deployment.replicas() + deployment.maxSurge() - sum(all(), TemplateSet::replicas);
        return present + Math.max(0, Math.min(room, deployment.replicas() - present));
    }

    List<Scaling> step() {
        if (deployment.isPaused() || scaled().isDue()) {
            return scaled().scalings();
        }
        if (deployment.isRecreated()) {
            var down = old.stream().filter(set -> set.replicas() > 0).map(set -> new Scaling(set, 0)).toList();
            return down.isEmpty() && !oldPodsLeft ? scaleNew() : down;
        }
        var up = scaleNew();
        return up.isEmpty() ? scaleOld() : up;
    }

    private ScaledRollout scaled() {
        return new ScaledRollout(deployment, current, old);
    }

    private List<Scaling> scaleNew() {
        return current.filter(set -> set.replicas() != newReplicas())
                .map(set -> new Scaling(set, newReplicas())).stream().toList();
    }

    private List<Scaling> scaleOld() {
        int least = deployment.replicas() - deployment.maxUnavailable();
        int newUnavailable = current.map(set -> Math.max(0, set.replicas() - set.available())).orElse(0);
        int most = sum(all(), TemplateSet::replicas) - least - newUnavailable;
        List<Scaling> scalings = new ArrayList<>();
        int unhealthy = 0;
        int spare = sum(all(), TemplateSet::available) - least;
        for (var set : old) {
            int broken = Math.max(0, Math.min(most - unhealthy, set.replicas() - set.available()));
            unhealthy += broken;
            int healthy = Math.max(0, Math.min(Math.min(spare, most - unhealthy), set.replicas() - broken));
            spare -= healthy;
            most -= healthy;
            if (broken + healthy > 0) {
                scalings.add(new Scaling(set, set.replicas() - broken - healthy));
            }
        }
        return scalings;
    }
}
