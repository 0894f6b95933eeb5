package dev.statelab.core.judging;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.PatchRequest;
import dev.statelab.core.cluster.Relations;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.diagnosis.Outlook;
import dev.statelab.core.diagnosis.Outlook.Prospect;
import dev.statelab.core.diagnosis.Standing;
import dev.statelab.core.judging.Waiting.Look;
import dev.statelab.core.judging.Waiting.Waited;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How far the pods of a workload have followed a change. A StatefulSet replaces, of its own accord, the pods from its
 * partition on, and none with {@code OnDelete} (API page "StatefulSet", {@code updateStrategy}; recorded in
 * {@code timelines/rolling-update-partition-2.jsonl}).
 */
final class Rollout {

    private static final String REVISION = "controller-revision-hash";

    private Rollout() {}

    enum Arrival {
        UNDER_WAY, THERE, DISTURBED
    }

    /** Waits until the pods have followed, or somebody interferes. */
    static Waited<Arrival> await(
            Session session,
            PatchRequest request,
            Duration within,
            Consumer<Outlook> waiting) throws InterruptedException {
        return session.waiting().until(
                state -> Look.of(
                        Optional.of(arrival(state, request)).filter(arrival -> arrival != Arrival.UNDER_WAY),
                        () -> outlook(state, request)),
                within, waiting);
    }

    private static Arrival arrival(ClusterState state, PatchRequest request) {
        Optional<KubernetesObject> found = find(state, request);
        if (found.isEmpty() || found.get().isTerminating()) {
            return Arrival.DISTURBED;
        }
        JsonNode json = found.get().json();
        if (!request.reversed().startsFrom(json)) {
            return request.startsFrom(json) ? Arrival.UNDER_WAY : Arrival.DISTURBED;
        }
        boolean known = json.at("/status/observedGeneration").asLong(-1) >= json.at("/metadata/generation").asLong(0);
        boolean followed = found.get().kind().equals(ResourceKind.STATEFUL_SET)
                ? setFollowed(state, found.get())
                : number(json, "/status/updatedReplicas", 0) == replicas(json)
                        && number(json, "/status/availableReplicas", 0) == replicas(json)
                        && number(json, "/status/replicas", 0) == replicas(json);
        return known && followed ? Arrival.THERE : Arrival.UNDER_WAY;
    }

    private static boolean setFollowed(ClusterState state, KubernetesObject set) {
        JsonNode json = set.json();
        List<KubernetesObject> pods = pods(state, set);
        boolean byItself = !json.at("/spec/updateStrategy/type").asText().equals("OnDelete");
        int partition = number(json, "/spec/updateStrategy/rollingUpdate/partition", 0);
        String revision = json.at("/status/updateRevision").asText();
        return pods.size() == replicas(json) && pods.stream().allMatch(Relations::isReady)
                && pods.stream().filter(pod -> byItself && ordinal(pod) >= partition)
                        .allMatch(pod -> Relations.hasLabels(pod, Map.of(REVISION, revision)));
    }

    /** Of a StatefulSet in the order of their numbers; those of a Deployment belong to its ReplicaSets, and are none here. */
    static List<KubernetesObject> pods(ClusterState state, KubernetesObject workload) {
        return Relations.all(state, ResourceKind.POD).stream().filter(pod -> Relations.controls(workload, pod))
                .sorted(Comparator.comparingInt(Rollout::ordinal)).toList();
    }

    private static int ordinal(KubernetesObject pod) {
        String number = pod.name().substring(pod.name().lastIndexOf('-') + 1);
        return number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : Integer.MAX_VALUE;
    }

    /** What is not yet as it is meant to be counts as on its way, where nothing says what it waits for. */
    private static Outlook outlook(ClusterState state, PatchRequest request) {
        Outlook outlook = Outlook.of(state, find(state, request).stream());
        return outlook.prospect() == Prospect.AT_REST
                ? outlook.and(new Standing(Standing.Condition.STARTING, request.toString(),
                        "its pods have not followed yet", ""))
                : outlook;
    }

    /** {@code spec.updateStrategy.type from RollingUpdate to OnDelete}. */
    static String describe(PatchRequest request) {
        return request.changes().stream().map(change -> String.join(".", change.path()) + " from "
                + text(change.from()) + " to " + text(change.to())).collect(joining(", "));
    }

    private static String text(JsonNode json) {
        return json.isMissingNode() ? "nothing" : json.isValueNode() ? json.asText() : json.toString();
    }

    private static Optional<KubernetesObject> find(ClusterState state, PatchRequest request) {
        return Relations.all(state, request.kind()).stream()
                .filter(workload -> workload.uid().equals(request.uid())).findFirst();
    }

    private static int replicas(JsonNode json) {
        return number(json, "/spec/replicas", 1);
    }

    private static int number(JsonNode json, String pointer, int otherwise) {
        return json.at(pointer).asInt(otherwise);
    }
}
