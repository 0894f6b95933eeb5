package dev.statelab.lab.controller.statefulset;

import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.controller.ObjectMeta;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides what to do next for a set: Kubernetes' own algorithm ({@code stateful_set_control.go}). First every pod that
 * should exist is made and, unless the set is parallel, waited for; then pods beyond the replicas are removed; then pods
 * of an older revision are replaced. A plan takes one step, the changes that it causes lead to the next one.
 */
final class Planner {

    private static final Comparator<SetPod> HIGHEST_FIRST = Comparator.<SetPod>comparingInt(SetPod::ordinal).reversed();

    private final Situation situation;
    private final StatefulSet set;
    private final List<Action> actions = new ArrayList<>();

    /** Whether to go on with the next pod. */
    private enum Progress {
        CONTINUE, WAIT
    }

    private Planner(Situation situation) {
        this.situation = situation;
        this.set = situation.set();
    }

    static Plan plan(Situation situation) {
        return new Planner(situation).plan();
    }

    private Plan plan() {
        var status = situation.status();
        if (set.meta().isTerminating()) {
            return new Plan(actions, status, Optional.empty());
        }
        if (establishReplicas() == Progress.CONTINUE && removeCondemned() == Progress.CONTINUE) {
            status = status.withCurrentReplicas(status.currentReplicas() - replaceOutdated());
        }
        return new Plan(actions, isUpdated(status) ? status.completed() : status, nextAvailability());
    }

    private Progress establishReplicas() {
        for (int ordinal = set.start(); ordinal < set.end(); ordinal++) {
            var pod = situation.pod(ordinal);
            var progress = pod.isPresent() ? keep(pod.get()) : create(ordinal);
            if (progress == Progress.WAIT && !set.isParallel()) {
                return Progress.WAIT;
            }
        }
        return Progress.CONTINUE;
    }

    private Progress create(int ordinal) {
        if (!hasStaleClaim(ordinal)) {
            createMissingClaims(ordinal);
            actions.add(new Action.CreatePod(ordinal, revisionFor(ordinal)));
        }
        return Progress.WAIT;
    }

    private Progress keep(SetPod pod) {
        if (pod.hasEnded()) {
            if (!pod.isTerminating()) {
                actions.add(new Action.DeletePod(pod));
            }
            return Progress.WAIT;
        }
        if (pod.isPending() && !pod.isTerminating()) {
            createMissingClaims(pod.ordinal());
        }
        if (!set.isParallel() && (pod.isTerminating() || !situation.isAvailable(pod))) {
            return Progress.WAIT;
        }
        if (!pod.hasIdentity()) {
            actions.add(new Action.RestoreIdentity(pod));
        }
        retainClaims(pod, false);
        return Progress.CONTINUE;
    }

    /** Pods beyond the replicas, the last one first; one at a time unless the set is parallel. */
    private Progress removeCondemned() {
        var condemned = situation.pods().stream().filter(pod -> !situation.isInRange(pod))
                .sorted(HIGHEST_FIRST).toList();
        condemned.forEach(pod -> retainClaims(pod, true));
        if (set.isParallel()) {
            condemned.stream().filter(pod -> !pod.isTerminating()).map(Action.DeletePod::new).forEach(actions::add);
            return Progress.CONTINUE;
        }
        if (condemned.isEmpty()) {
            return Progress.CONTINUE;
        }
        var last = condemned.getFirst();
        if (!last.isTerminating() && (situation.isAvailable(last) || isFirstUnhealthy(last, condemned))) {
            actions.add(new Action.DeletePod(last));
        }
        return Progress.WAIT;
    }

    /** A pod that is unhealthy may go only when no pod before it is unhealthy too. */
    private static boolean isFirstUnhealthy(SetPod pod, List<SetPod> condemned) {
        return condemned.reversed().stream().filter(other -> !other.isHealthy()).findFirst()
                .filter(first -> first.ordinal() == pod.ordinal()).isPresent();
    }

    /** @return how many pods of the current revision go */
    private int replaceOutdated() {
        return switch (set.updateStrategy()) {
            case UpdateStrategy.OnDelete() -> 0;
            case UpdateStrategy.RollingUpdate rolling -> replaceOutdated(rolling);
        };
    }

    private int replaceOutdated(UpdateStrategy.RollingUpdate rolling) {
        boolean oneByOne = rolling.maxUnavailable().isEmpty();
        int allowed = oneByOne ? 1 : rolling.unavailable(set.replicas()) - unavailable();
        int replaced = 0;
        for (int ordinal = set.end() - 1; ordinal >= set.start() + rolling.partition() && allowed > 0; ordinal--) {
            var pod = situation.pod(ordinal);
            if (pod.filter(this::isOutdated).isPresent()) {
                actions.add(new Action.DeletePod(pod.get()));
                replaced += pod.get().revision().equals(situation.currentRevision()) ? 1 : 0;
                allowed--;
            } else if (oneByOne && pod.filter(SetPod::isHealthy).isEmpty()) {
                break;
            }
        }
        return replaced;
    }

    private int unavailable() {
        long available = situation.pods().stream().filter(situation::isInRange)
                .filter(pod -> pod.isHealthy() && situation.isAvailable(pod)).count();
        return set.replicas() - (int) available;
    }

    private boolean isOutdated(SetPod pod) {
        return !pod.isTerminating() && !pod.revision().equals(situation.updateRevision());
    }

    private String revisionFor(int ordinal) {
        return switch (set.updateStrategy()) {
            case UpdateStrategy.RollingUpdate rolling when ordinal < set.start() + rolling.partition() ->
                situation.currentRevision();
            case UpdateStrategy.RollingUpdate _ -> situation.updateRevision();
            case UpdateStrategy.OnDelete() -> situation.updateRevision();
        };
    }

    private boolean isUpdated(SetStatus status) {
        return set.updateStrategy() instanceof UpdateStrategy.RollingUpdate
                && status.updatedReplicas() == status.replicas() && status.readyReplicas() == status.replicas()
                && status.replicas() == set.replicas();
    }

    private void createMissingClaims(int ordinal) {
        set.claimTemplates().stream()
                .filter(template -> !situation.claims().containsKey(template.claimName(set, ordinal)))
                .map(template -> new Action.CreateClaim(template, ordinal)).forEach(actions::add);
    }

    /** Whether a claim is about to be deleted together with the pod that had this ordinal before. */
    private boolean hasStaleClaim(int ordinal) {
        return set.retentionPolicy().deletedWithScaleDown() && set.claimTemplates().stream()
                .map(template -> situation.claims().get(template.claimName(set, ordinal)))
                .anyMatch(claim -> claim != null && new ObjectMeta(claim).owners().stream().anyMatch(
                        owner -> owner.kind().equals("Pod") && owner.name().equals(set.podName(ordinal))));
    }

    private void retainClaims(SetPod pod, boolean condemned) {
        var owner = ClaimOwner.of(pod, condemned, set.retentionPolicy());
        for (var template : set.claimTemplates()) {
            var claim = situation.claims().get(template.claimName(set, pod.ordinal()));
            if (claim != null && !Metadata.isTerminating(claim)) {
                var owners = owner.owners(claim, set, pod);
                if (!owners.equals(new ObjectMeta(claim).owners())) {
                    actions.add(new Action.SetClaimOwners(claim, owners));
                }
            }
        }
    }

    /** When the next ready pod will have been ready for long enough. */
    private Optional<Instant> nextAvailability() {
        return situation.pods().stream().filter(pod -> pod.isReady() && !situation.isAvailable(pod))
                .map(pod -> pod.availableFrom(set.minReady())).min(Comparator.naturalOrder());
    }
}
