package dev.statelab.core.diagnosis;

import static dev.statelab.core.diagnosis.Standing.Condition.STARTING;
import static dev.statelab.core.diagnosis.Standing.Condition.STUCK;
import static dev.statelab.core.diagnosis.Standing.Condition.UNHEALTHY;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Relations;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.diagnosis.Events.Event;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Works out where the objects of a namespace stand: claims first, then the pods that use them, then the sets. */
final class NamespaceOutlook {

    /** A creation that fails this often is not a passing quarrel between controllers. */
    private static final int FAILED_CREATIONS = 3;

    private static final Pattern NO_STORAGE_CLASS = Pattern.compile("storageclass.* not found|no storage class is set");

    private final ClusterState state;
    private final Events events;
    private final List<KubernetesObject> sets;
    private final List<KubernetesObject> pods;
    private final Map<String, KubernetesObject> claims = new LinkedHashMap<>();

    NamespaceOutlook(ClusterState state, List<KubernetesObject> subjects) {
        this.state = state;
        this.events = new Events(state);
        this.sets = of(ResourceKind.STATEFUL_SET, subjects.stream());
        this.pods = of(ResourceKind.POD, Stream.concat(subjects.stream(), sets.stream().flatMap(this::podsOf)));
        of(ResourceKind.CLAIM, subjects.stream()).forEach(claim -> claims.put(claim.name(), claim));
        Set<String> used = new HashSet<>();
        pods.forEach(pod -> used.addAll(Relations.claimNames(pod)));
        Relations.all(state, ResourceKind.CLAIM).stream().filter(claim -> used.contains(claim.name()))
                .forEach(claim -> claims.put(claim.name(), claim));
    }

    List<Standing> standings() {
        Map<String, Standing> ofClaims = new LinkedHashMap<>();
        claims.forEach((name, claim) -> claim(claim).ifPresent(standing -> ofClaims.put(name, standing)));
        Map<String, Standing> ofPods = new LinkedHashMap<>();
        for (KubernetesObject pod : pods) {
            Set<String> used = Relations.claimNames(pod);
            PodOutlook.of(pod, events, ofClaims.entrySet().stream().filter(claim -> used.contains(claim.getKey()))
                    .map(Map.Entry::getValue)).ifPresent(standing -> ofPods.put(pod.name(), standing));
            // The pod tells it, or it waits for the pod.
            if (ofPods.containsKey(pod.name())) {
                ofClaims.keySet().removeAll(used);
            }
        }
        List<Standing> standings = new ArrayList<>(ofPods.values());
        standings.addAll(ofClaims.values());
        sets.forEach(set -> set(set, ofPods).ifPresent(standings::add));
        return standings;
    }

    /** Where a pod of a set stands that is not there. Other pods of the set that are in trouble do not keep it away. */
    static Standing missing(ClusterState state, KubernetesObject set, String pod) {
        Events events = new Events(state);
        return failedCreate(set, events).filter(event -> event.message().contains("Pod " + pod + " "))
                .map(event -> new Standing(STUCK, "pod " + pod, "FailedCreate", event.message()))
                .orElseGet(() -> new Standing(STARTING, "pod " + pod, "not created yet", ""));
    }

    private Optional<Standing> claim(KubernetesObject claim) {
        String phase = claim.json().path("status").path("phase").asText();
        if (phase.equals("Bound")) {
            return Optional.empty();
        }
        String about = "claim " + claim.name();
        if (phase.equals("Lost")) {
            return Optional.of(new Standing(STUCK, about, "Lost", "its volume is gone"));
        }
        Optional<Event> failure = Stream.of("ProvisioningFailed", "FailedBinding")
                .flatMap(reason -> events.newest(claim, reason).stream()).findFirst();
        return Optional.of(failure
                .map(event -> new Standing(NO_STORAGE_CLASS.matcher(event.message()).find() ? STUCK : UNHEALTHY, about,
                        phase, event.message()))
                .orElseGet(() -> new Standing(STARTING, about, phase.isEmpty() ? "Pending" : phase, "")));
    }

    private Optional<Standing> set(KubernetesObject set, Map<String, Standing> ofPods) {
        JsonNode spec = set.json().path("spec");
        JsonNode status = set.json().path("status");
        List<KubernetesObject> own = podsOf(set).toList();
        String about = "StatefulSet " + set.name();
        if (own.stream().anyMatch(pod -> ofPods.containsKey(pod.name()))) {
            return Optional.empty();
        }
        int wanted = spec.path("replicas").asInt(1);
        Optional<Standing> squatter = squatter(set, wanted);
        if (squatter.isPresent()) {
            return squatter;
        }
        Optional<Event> failure = failedCreate(set, events);
        if (own.size() < wanted && failure.isPresent()) {
            return Optional.of(new Standing(STUCK, about, "FailedCreate", failure.get().message()));
        }
        boolean known = status.path("observedGeneration").asLong(-1) >= set.json().path("metadata").path("generation")
                .asLong(0);
        if (!known || own.size() != wanted || status.path("replicas").asInt() != wanted
                || status.path("readyReplicas").asInt() != wanted) {
            return Optional.of(new Standing(STARTING, about, own.size() + " of " + wanted + " pods", ""));
        }
        return isUpdating(spec, status, wanted)
                ? Optional.of(new Standing(STARTING, about, "rolling update", ""))
                : Optional.empty();
    }

    /** A pod that has the name of one of the set's pods, and is not the set's: the controller cannot make its own. */
    private Optional<Standing> squatter(KubernetesObject set, int wanted) {
        int start = set.json().path("spec").path("ordinals").path("start").asInt(0);
        return Relations.all(state, ResourceKind.POD).stream()
                .filter(pod -> !Relations.controls(set, pod) && !pod.isTerminating())
                .filter(pod -> IntStream.range(start, start + wanted).mapToObj(ordinal -> set.name() + "-" + ordinal)
                        .anyMatch(pod.name()::equals))
                .findFirst()
                .map(pod -> new Standing(STUCK, "StatefulSet " + set.name(), "cannot create pod " + pod.name(),
                        "there is one of that name already, which is not the StatefulSet's"));
    }

    /** What keeps the controller from creating pods, unless it has created some since. */
    private static Optional<Event> failedCreate(KubernetesObject set, Events events) {
        Optional<Event> success = events.newest(set, "SuccessfulCreate");
        return events.newest(set, "FailedCreate").filter(failure -> failure.count() >= FAILED_CREATIONS
                && (success.isEmpty() || success.get().at().compareTo(failure.at()) <= 0));
    }

    /** With a partition or {@code OnDelete}, old pods that remain are not on their way anywhere. */
    private static boolean isUpdating(JsonNode spec, JsonNode status, int wanted) {
        int partition = spec.path("updateStrategy").path("rollingUpdate").path("partition").asInt(0);
        return spec.path("updateStrategy").path("type").asText().equals("RollingUpdate")
                && status.path("updatedReplicas").asInt(wanted) < wanted - partition;
    }

    private Stream<KubernetesObject> podsOf(KubernetesObject set) {
        return Relations.all(state, ResourceKind.POD).stream().filter(pod -> Relations.controls(set, pod));
    }

    private static List<KubernetesObject> of(ResourceKind kind, Stream<KubernetesObject> objects) {
        Map<String, KubernetesObject> byName = new LinkedHashMap<>();
        objects.filter(object -> object.kind().equals(kind)).forEach(object -> byName.put(object.name(), object));
        return List.copyOf(byName.values());
    }
}
