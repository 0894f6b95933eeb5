package dev.statelab.core.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Relations;
import dev.statelab.core.cluster.ResourceKind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What the cluster said about its objects. Events may be missing or late: they explain, but prove little alone. */
final class Events {
    private final List<KubernetesObject> all;

    Events(ClusterState state) {
        this(Relations.all(state, ResourceKind.EVENT));
    }

    Events(List<KubernetesObject> all) {
        this.all = all;
    }

    /** The newest event with the reason that is about exactly this object, by its UID. */
    Optional<Event> newest(KubernetesObject about, String reason) {
        return newest(about, reason, _ -> true);
    }

    /** The newest of these that is such as is wanted. */
    Optional<Event> newest(KubernetesObject about, String reason, Predicate<Event> wanted) {
        return all.stream().map(KubernetesObject::json)
                .filter(event -> event.path("reason").asText().equals(reason) && isAbout(event, about))
                .map(Event::of)
                .filter(wanted)
                .max(Comparator.comparing(Event::at));
    }

    /** The newest warning about exactly this object. */
    Optional<Event> newestWarning(KubernetesObject about) {
        return all.stream().map(KubernetesObject::json)
                .filter(event -> event.path("type").asText().equals("Warning") && isAbout(event, about))
                .map(Event::of)
                .max(Comparator.comparing(Event::at));
    }

    private static boolean isAbout(JsonNode event, KubernetesObject object) {
        return !object.uid().isEmpty() && event.path("involvedObject").path("uid").asText().equals(object.uid());
    }

    /**
     * One event.
     *
     * @param field the field of the object that it is about; empty for the whole
     * @param count how often it was seen
     * @param at when last, as the cluster writes it, which sorts by time
     */
    record Event(String reason, String field, String message, int count, String at) {

        private static Event of(JsonNode json) {
            JsonNode series = json.path("series");
            int count = Math.max(json.path("count").asInt(1), series.path("count").asInt(1));
            String at = series.path("lastObservedTime").asText(
                    json.path("lastTimestamp").asText(json.path("eventTime").asText("")));
            return new Event(json.path("reason").asText(), json.path("involvedObject").path("fieldPath").asText(""),
                    json.path("message").asText(), count, at);
        }
    }
}
