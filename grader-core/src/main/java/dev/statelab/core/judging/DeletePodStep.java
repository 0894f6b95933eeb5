package dev.statelab.core.judging;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Listing;
import dev.statelab.core.cluster.PodDeletion;
import dev.statelab.core.cluster.Relations;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.diagnosis.Outlook;
import dev.statelab.core.diagnosis.Standing;
import dev.statelab.core.diagnosis.Standing.Condition;
import dev.statelab.core.expression.Values;
import dev.statelab.core.judging.Waiting.Look;
import dev.statelab.core.judging.Waiting.Waited;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.task.action.DeletePod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Deletes a pod, and waits until one of the same name and another UID is Ready. */
final class DeletePodStep {
    private final Taking taking;
    private final Session session;

    DeletePodStep(Taking taking) {
        this.taking = taking;
        this.session = taking.session();
    }

    Taken delete(DeletePod step) throws InterruptedException {
        Filling filling = new Filling(taking.judge());
        String name = filling.podName(step.pod());
        if (filling.hindrance().isPresent()) {
            return filling.hindrance().get();
        }
        ClusterState before = session.picture().state();
        if (before.listing(ResourceKind.POD) instanceof Listing.Unreadable(Cause cause)) {
            return Taking.inconclusive(cause);
        }
        Optional<KubernetesObject> pod = pod(before, name).filter(found -> !found.isTerminating());
        if (pod.isEmpty()) {
            return taking.failed("a pod " + name + " that can be deleted", "pod " + name + " not found");
        }
        Instant asked = session.options().clock().instant();
        return switch (session.cluster().deletePod(session.namespace(), name, pod.get().uid(), step.grace())) {
            case PodDeletion.Accepted _ -> awaitReturn(step, pod.get(), claims(before, pod.get()), asked);
            case PodDeletion.NoSuchPod _ -> Taking.inconclusive(new Cause(Cause.Reason.STILL_CHANGING,
                    "pod " + name + " was replaced by somebody else while it was about to be deleted"));
            case PodDeletion.Unknown(Cause cause) -> Taking.inconclusive(cause);
        };
    }

    private Taken awaitReturn(
            DeletePod step,
            KubernetesObject before,
            List<KubernetesObject> claimsBefore,
            Instant asked) throws InterruptedException {
        Waited<ClusterState> waited = session.waiting().until(
                state -> Look.of(Optional.of(state).filter(now -> isBack(now, before) || isUnreadable(now)),
                        () -> outlook(state, before)),
                step.within(), taking.waiting());
        return switch (waited) {
            case Waited.Came<ClusterState>(ClusterState state) when state
                    .listing(ResourceKind.POD) instanceof Listing.Unreadable(Cause cause) ->
                Taking.inconclusive(cause);
            case Waited.Came<ClusterState>(ClusterState state) ->
                back(state, before, claimsBefore, Duration.between(asked, state.seenAt()));
            case Waited.GaveUp<ClusterState>(ClusterState last, Outlook outlook) ->
                notBack(step, before, last, outlook);
        };
    }

    private Taken back(
            ClusterState state,
            KubernetesObject before,
            List<KubernetesObject> claimsBefore,
            Duration measured) {
        KubernetesObject after = pod(state, before.name()).orElseThrow();
        Duration took = measured.isNegative() ? Duration.ZERO : measured;
        session.restarted(took);
        Evidence deleted = new Evidence.Happened("pod " + before.name(), "Deleted", "the pod with UID " + before.uid()
                + " was deleted, and the one with UID " + after.uid() + " was Ready " + took.toMillis() + " ms later");
        return new Taken.Done(Map.of(DeletePod.DELETION, Map.of(
                "before", Values.of(before.json()),
                "after", Values.of(after.json()),
                "claimsBefore", values(claimsBefore),
                "claimsAfter", values(claims(state, after)))), "pod " + before.name() + " was deleted and came back",
                List.of(deleted));
    }

    private Taken notBack(DeletePod step, KubernetesObject before, ClusterState last, Outlook outlook) {
        if (outlook.isOnlyStarting()) {
            return Taking.inconclusive(new Cause(Cause.Reason.STILL_CHANGING, step.within().toSeconds()
                    + " s after its deletion pod " + before.name() + " is still on its way: " + outlook.summary()));
        }
        String found = pod(last, before.name()).isPresent() ? "it is not Ready" : "no pod of that name came back";
        return taking.failed("pod " + before.name() + " comes back Ready after its deletion", found);
    }

    /** Where the pod stands, and while it is not there, what has to bring it back. */
    private static Outlook outlook(ClusterState state, KubernetesObject before) {
        Optional<KubernetesObject> now = pod(state, before.name());
        if (now.isEmpty()) {
            return Outlook.ofMissing(state, before.name(), Relations.all(state, ResourceKind.STATEFUL_SET).stream()
                    .filter(set -> Relations.controls(set, before) && !set.isTerminating()));
        }
        Outlook outlook = Outlook.of(state, now.stream());
        return now.get().uid().equals(before.uid()) && !now.get().isTerminating()
                ? outlook.and(new Standing(Condition.STARTING, "pod " + before.name(), "Terminating", ""))
                : outlook;
    }

    private static boolean isBack(ClusterState state, KubernetesObject before) {
        return pod(state, before.name()).filter(pod -> !pod.uid().equals(before.uid()) && Relations.isReady(pod))
                .isPresent();
    }

    private static boolean isUnreadable(ClusterState state) {
        return state.listing(ResourceKind.POD) instanceof Listing.Unreadable;
    }

    private static Optional<KubernetesObject> pod(ClusterState state, String name) {
        return Relations.all(state, ResourceKind.POD).stream().filter(pod -> pod.name().equals(name)).findFirst();
    }

    private static List<KubernetesObject> claims(ClusterState state, KubernetesObject pod) {
        Set<String> used = Relations.claimNames(pod);
        return Relations.all(state, ResourceKind.CLAIM).stream().filter(claim -> used.contains(claim.name()))
                .collect(Collectors.toUnmodifiableList());
    }

    private static List<Object> values(List<KubernetesObject> objects) {
        return objects.stream().map(object -> Values.of(object.json())).toList();
    }
}
