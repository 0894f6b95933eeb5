package dev.statelab.core.judging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.Limits;
import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.DelegatingCluster;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Listing;
import dev.statelab.core.cluster.PatchRequest;
import dev.statelab.core.cluster.Patching;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.ScaleRequest;
import dev.statelab.core.cluster.Scaling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Notices what somebody else changed while it was graded: a student who was still at work, or a program that repairs a
 * cluster only when it sees a grader. For a person to judge; it costs no points.
 *
 * <p>Told by UIDs and by the API server's own count of changes, {@code metadata.generation}, and not by anybody's clock. What
 * Kubernetes itself makes of an object is not told: pods and other objects that a controller owns, claims, events.
 */
final class Noticed {

    /** Their contents are Kubernetes' own, or follow from another object. */
    private static final Set<ResourceKind> FOLLOWING = Set.of(ResourceKind.EVENT, ResourceKind.ENDPOINT_SLICE,
            ResourceKind.CLAIM, ResourceKind.CHART, ResourceKind.NODE, ResourceKind.STORAGE_CLASS);

    private final Set<String> ours = ConcurrentHashMap.newKeySet();

    /** The same cluster; which workloads are changed through it is remembered, and not told. */
    Cluster through(Cluster cluster) {
        return new Acting(cluster, ours);
    }

    private record Acting(Cluster cluster, Set<String> ours) implements DelegatingCluster {

        @Override
        public Scaling scale(ScaleRequest request) throws InterruptedException {
            ours.add(request.uid());
            return cluster.scale(request);
        }

        @Override
        public Patching patch(PatchRequest request) throws InterruptedException {
            ours.add(request.uid());
            return cluster.patch(request);
        }
    }

    /** What was changed from one state to a later one, a sentence each, in the order of kinds and names. */
    List<String> between(ClusterState first, ClusterState last) {
        List<String> noticed = new ArrayList<>();
        last.listings().entrySet().stream().filter(entry -> !FOLLOWING.contains(entry.getKey()))
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(ResourceKind::kind)))
                .forEach(entry -> {
                    if (first.listing(entry.getKey()) instanceof Listing.Listed(List<KubernetesObject> before)
                            && entry.getValue() instanceof Listing.Listed(List<KubernetesObject> after)) {
                        between(before, after, noticed);
                    }
                });
        return noticed.stream().limit(Limits.EVIDENCE_PIECES).toList();
    }

    private void between(List<KubernetesObject> before, List<KubernetesObject> after, List<String> noticed) {
        Map<String, KubernetesObject> byUid = before.stream()
                .collect(Collectors.toMap(KubernetesObject::uid, Function.identity(), (first, _) -> first));
        for (KubernetesObject object : after) {
            KubernetesObject earlier = byUid.get(object.uid());
            if (earlier == null) {
                if (!hasController(object)) {
                    noticed.add(named(object) + " was created while it was graded" + by(object));
                }
            } else if (!ours.contains(object.uid()) && isChanged(earlier, object)) {
                noticed.add(named(object) + " was changed while it was graded" + by(object));
            }
        }
    }

    private static boolean hasController(KubernetesObject object) {
        return object.json().at("/metadata/ownerReferences").valueStream()
                .anyMatch(owner -> owner.path("controller").asBoolean());
    }

    /** Pods count their changes only since Kubernetes 1.33; a pod's own are its controller's and the kubelet's. */
    private static boolean isChanged(KubernetesObject before, KubernetesObject after) {
        if (after.kind().equals(ResourceKind.POD)) {
            return false;
        }
        JsonNode generation = after.json().at("/metadata/generation");
        return generation.isNumber()
                ? generation.asLong() != before.json().at("/metadata/generation").asLong()
                : !contents(before).equals(contents(after));
    }

    private static ObjectNode contents(KubernetesObject object) {
        return object.json().deepCopy().without(List.of("metadata", "status"));
    }

    private static String named(KubernetesObject object) {
        return object.kind().kind() + " " + Limits.cut(object.name(), Limits.TEXT);
    }

    /** Who changed it last, as that program calls itself. */
    private static String by(KubernetesObject object) {
        return object.json().at("/metadata/managedFields").valueStream()
                .filter(entry -> entry.path("subresource").asText().isEmpty())
                .max(Comparator.comparing(entry -> entry.path("time").asText()))
                .map(entry -> entry.path("manager").asText()).filter(manager -> !manager.isEmpty())
                .map(manager -> ", last by " + Limits.cut(manager, Limits.TEXT)).orElse("");
    }
}
