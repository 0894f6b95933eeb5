package dev.statelab.core.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Relations;
import dev.statelab.core.cluster.ResourceKind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the cluster said about its objects. Events may be missing or late: they explain, but prove little alone. */
final class Events {
    private final List<KubernetesObject> all;

    Events(ClusterState state) {
        this.all = Relations.all(state, ResourceKind.EVENT);
    }

    /** The newest event with the reason that is about exactly this object, by its UID. */
    Optional<Event> newest(KubernetesObject about, String reason) {
        return all.stream().map(KubernetesObject::json)
                .filter(event -> event.path("reason").asText().equals(reason) && !about.uid().isEmpty()
                        && event.path("involvedObject").path("uid").asText().equals(about.uid()))
                .map(Event::of)
                .max(Comparator.comparing(Event::at));
    }

    /**
     * One event.
     *
     * @param count how often it was seen
     * @param at when last, as the cluster writes it, which sorts by time
     */
    record Event(String message, int count, String at) {

        private static Event of(JsonNode json) {
            JsonNode series = json.path("series");
            int count = Math.max(json.path("count").asInt(1), series.path("count").asInt(1));
            String at = series.path("lastObservedTime").asText(
                    json.path("lastTimestamp").asText(json.path("eventTime").asText("")));
            return new Event(json.path("message").asText(), count, at);
        }
    }
}
