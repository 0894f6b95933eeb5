package dev.statelab.core.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.Limits;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Listing;
import dev.statelab.core.cluster.PodLog;
import dev.statelab.core.cluster.Relations;
import dev.statelab.core.cluster.ResourceKind;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What one diagnosis knows, and what it would like to know besides. For one thread. */
final class Scene {
    private final Findings findings;
    private final Set<Question> open = new LinkedHashSet<>();

    Scene(Findings findings) {
        this.findings = findings;
    }

    /** What was asked for, and is not known yet. */
    Set<Question> open() {
        return Set.copyOf(open);
    }

    ClusterState state() {
        return findings.state();
    }

    Events events() {
        return new Events(all(ResourceKind.EVENT));
    }

    /** The objects of a kind, but those on their way out; empty where nobody knows. */
    Optional<List<KubernetesObject>> known(ResourceKind kind) {
        Listing listing = state().listings().get(kind);
        return listing == null ? elsewhere(state().namespace(), kind) : objects(listing);
    }

    /** The same, where not to know them is the same as that there are none. */
    List<KubernetesObject> all(ResourceKind kind) {
        return known(kind).orElseGet(List::of);
    }

    /** The objects of a kind in another namespace; empty where nobody knows. */
    Optional<List<KubernetesObject>> elsewhere(String namespace, ResourceKind kind) {
        Question.Objects question = new Question.Objects(namespace, kind);
        Listing listing = findings.objects().get(question);
        if (listing == null) {
            open.add(question);
            return Optional.empty();
        }
        return objects(listing);
    }

    /** The last lines that a container has written; none where nobody knows. */
    List<String> log(KubernetesObject pod, String container, boolean previous) {
        Question.Log question = new Question.Log(pod.name(), container, previous);
        PodLog log = findings.logs().get(question);
        return switch (log) {
            case null -> {
                open.add(question);
                yield List.of();
            }
            case PodLog.Written(String text) -> lastLines(text);
            case PodLog.Absent _,PodLog.Unknown _ -> List.of();
        };
    }

    List<KubernetesObject> podsOf(KubernetesObject set) {
        return all(ResourceKind.POD).stream().filter(pod -> Relations.controls(set, pod))
                .sorted(Comparator.comparingInt(pod -> ordinal(pod.name()))).toList();
    }

    Optional<KubernetesObject> find(ResourceKind kind, String name) {
        return all(kind).stream().filter(object -> object.name().equals(name)).findFirst();
    }

    /** The number at the end of a pod's name; the largest for a name without one. */
    static int ordinal(String pod) {
        try {
            return Integer.parseInt(pod.substring(pod.lastIndexOf('-') + 1));
        } catch (NumberFormatException e) {
            return Integer.MAX_VALUE;
        }
    }

    /** A container as the pod's author wrote it; a missing node where there is none of that name. */
    static JsonNode container(JsonNode podSpec, String name) {
        return containers(podSpec).filter(container -> container.path("name").asText().equals(name)).findFirst()
                .orElse(podSpec.path(""));
    }

    /** The init containers, and then the others. */
    static Stream<JsonNode> containers(JsonNode podSpec) {
        return Stream.of("initContainers", "containers").flatMap(list -> Relations.stream(podSpec.path(list)));
    }

    private static Optional<List<KubernetesObject>> objects(Listing listing) {
        return switch (listing) {
            case Listing.Listed(List<KubernetesObject> objects) ->
                Optional.of(objects.stream().filter(object -> !object.isTerminating()).toList());
            case Listing.Unreadable _ -> Optional.empty();
        };
    }

    private static List<String> lastLines(String text) {
        List<String> lines = text.lines().map(String::stripTrailing).filter(line -> !line.isEmpty()).toList();
        return lines.subList(Math.max(0, lines.size() - Limits.LOG_LINES), lines.size());
    }
}
