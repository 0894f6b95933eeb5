package dev.statelab.cli.check;

import static java.util.stream.Collectors.joining;

import dev.statelab.cli.check.Rehearsal.Member;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Listing;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.offline.Foreseen;
import dev.statelab.core.offline.ObjectName;
import dev.statelab.core.task.Observation;
import dev.statelab.core.task.Task;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a namespace may come to after a rehearsal: with the pods of StatefulSets, with none of them, or with the first few. */
final class ForeseenStates {

    /** Of one StatefulSet; of a larger one nothing is said that depends on its pods. */
    static final int MOST_PODS = 16;

    private static final Set<ResourceType> MADE_BY_CLUSTER = Set.of(ResourceTypes.EVENT, ResourceTypes.ENDPOINT_SLICE,
            ResourceTypes.ENDPOINTS, ResourceTypes.CONTROLLER_REVISION, ResourceTypes.REPLICA_SET, ResourceTypes.LEASE);

    private static final Set<ResourceType> MAKE_PODS = Set.of(ResourceTypes.DEPLOYMENT, ResourceTypes.REPLICA_SET,
            ResourceTypes.DAEMON_SET, ResourceTypes.REPLICATION_CONTROLLER, ResourceTypes.JOB, ResourceTypes.CRON_JOB);

    private final Rehearsal rehearsal;
    private final String namespace;
    private final List<KubernetesObject> charts;
    private final List<List<Member>> sets;

    /** @param charts what is known of the charts that the manifests come from */
    ForeseenStates(Rehearsal rehearsal, String namespace, List<KubernetesObject> charts) {
        this.charts = List.copyOf(charts);
        this.rehearsal = rehearsal;
        this.namespace = namespace;
        this.sets = rehearsal.members().entrySet().stream()
                .filter(entry -> entry.getKey().namespace().equals(namespace)).map(Map.Entry::getValue).toList();
    }

    /** @param unread what could not be read */
    Foreseen of(Task task, List<String> unread) {
        Set<ResourceKind> kinds = new LinkedHashSet<>();
        task.observations().stream().map(Observation::kind).forEach(kinds::add);
        kinds.add(ResourceKind.POD);
        kinds.add(ResourceKind.CLAIM);
        rehearsal.objects().keySet().stream().map(ObjectName::kind).forEach(kinds::add);
        int most = sets.stream().mapToInt(List::size).max().orElse(0);
        return new Foreseen(IntStream.rangeClosed(0, most).mapToObj(pods -> state(kinds, pods)).toList(),
                rehearsal.refused(), unread);
    }

    private ClusterState state(Set<ResourceKind> kinds, int pods) {
        Map<ResourceKind, Listing> listings = new HashMap<>();
        kinds.forEach(kind -> listings.put(kind, listing(kind, pods)));
        return new ClusterState(namespace, pods, Instant.EPOCH, listings);
    }

    private Listing listing(ResourceKind kind, int pods) {
        if (kind.equals(ResourceKind.CHART)) {
            return new Listing.Listed(charts);
        }
        Optional<ResourceType> type = ResourceTypes.ofKind(kind.apiVersion(), kind.kind());
        if (type.isEmpty() || !type.get().namespaced() || MADE_BY_CLUSTER.contains(type.get())) {
            return unreadable(kind.kind() + " objects of the cluster");
        }
        if (kind.equals(ResourceKind.POD)) {
            String others = otherWorkloads();
            if (!others.isEmpty()) {
                return unreadable("the pods of " + others);
            }
        }
        return new Listing.Listed(objects(type.get(), kind, pods).sorted(Comparator.comparing(KubernetesObject::name))
                .toList());
    }

    private Stream<KubernetesObject> objects(ResourceType type, ResourceKind kind, int pods) {
        Map<ObjectName, KubernetesObject> all = new HashMap<>();
        if (kind.equals(ResourceKind.POD)) {
            members(pods).forEach(member -> all.put(ObjectName.of(member.pod()), member.pod()));
        } else if (kind.equals(ResourceKind.CLAIM)) {
            members(pods).flatMap(member -> member.claims().stream())
                    .forEach(claim -> all.put(ObjectName.of(claim), claim));
        } else {
            rehearsal.present(type).forEach(object -> all.put(ObjectName.of(object), object));
        }
        rehearsal.objects().forEach((name, object) -> {
            if (name.kind().equals(kind) && name.namespace().equals(namespace)) {
                all.put(name, object);
            }
        });
        return all.values().stream();
    }

    private Stream<Member> members(int pods) {
        return sets.stream().flatMap(set -> set.stream().limit(pods));
    }

    /** What makes pods whose number and names nobody knows yet. */
    private String otherWorkloads() {
        List<String> others = new ArrayList<>();
        rehearsal.objects().forEach((name, object) -> {
            boolean makesPods = ResourceTypes.ofKind(name.kind().apiVersion(), name.kind().kind())
                    .filter(MAKE_PODS::contains).isPresent();
            boolean isLarge = name.kind().equals(ResourceKind.STATEFUL_SET)
                    && object.json().at("/spec/replicas").asInt() > MOST_PODS;
            if (name.namespace().equals(namespace) && (makesPods || isLarge)) {
                others.add(name.toString());
            }
        });
        return others.stream().sorted().collect(joining(", "));
    }

    private static Listing unreadable(String what) {
        return new Listing.Unreadable(new Cause(Cause.Reason.NOT_DEPLOYED, what));
    }
}
