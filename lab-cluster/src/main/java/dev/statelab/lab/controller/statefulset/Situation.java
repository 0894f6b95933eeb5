package dev.statelab.lab.controller.statefulset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a plan is made from.
 *
 * @param currentRevision the name of the revision that the last completed update left
 * @param updateRevision the name of the revision that the set's template is
 * @param collisionCount how often a revision's name was taken by a different one
 * @param pods those that the set owns
 * @param claims those of the namespace, by name
 */
record Situation(
        StatefulSet set,
        String currentRevision,
        String updateRevision,
        int collisionCount,
        List<SetPod> pods,
        Map<String, ObjectNode> claims,
        Instant now) {

    Situation {
        pods = List.copyOf(pods);
        claims = Map.copyOf(claims);
    }

    Optional<SetPod> pod(int ordinal) {
        return pods.stream().filter(pod -> pod.ordinal() == ordinal).findFirst();
    }

    boolean isInRange(SetPod pod) {
        return pod.ordinal() >= set.start() && pod.ordinal() < set.end();
    }

    boolean isAvailable(SetPod pod) {
        return pod.isAvailable(set.minReady(), now);
    }

    /** What the status says before anything is done. */
    SetStatus status() {
        return new SetStatus(set.meta().generation(), pods.size(), (int) pods.stream().filter(SetPod::isReady).count(),
                ofRevision(currentRevision), ofRevision(updateRevision),
                (int) pods.stream().filter(this::isAvailable).count(), currentRevision, updateRevision,
                collisionCount);
    }

    private int ofRevision(String revision) {
        return (int) pods.stream().filter(pod -> !pod.isTerminating() && pod.revision().equals(revision)).count();
    }
}
