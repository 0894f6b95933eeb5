package dev.statelab.lab.controller.endpoints;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.controller.ObjectKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When the change happened that a Service's endpoints follow: the Service was made, or a pod got ready or unready. A pod
 * that was deleted leaves no time, as {@code recordings/states/scaled-down-pvcs-kept.json} shows.
 */
final class TriggerTimes {

    private final Map<ObjectKey, Map<ObjectKey, String>> known = new ConcurrentHashMap<>();

    /** The earliest time that the call before did not know; empty when there is none. */
    Optional<String> next(ObjectNode service, List<ObjectNode> pods) {
        var key = ObjectKey.of(service);
        Map<ObjectKey, String> now = new HashMap<>();
        now.put(key, service.path("metadata").path("creationTimestamp").asText());
        pods.forEach(pod -> readySince(pod).ifPresent(since -> now.put(podKey(pod), since)));
        var before = known.put(key, Map.copyOf(now));
        return now.entrySet().stream()
                .filter(entry -> before == null
                        || before.getOrDefault(entry.getKey(), "").compareTo(entry.getValue()) < 0)
                .map(Map.Entry::getValue).min(String::compareTo);
    }

    void forget(ObjectKey service) {
        known.remove(service);
    }

    /** No pod has the name of a Service here: a slash is in no name. */
    private static ObjectKey podKey(ObjectNode pod) {
        var key = ObjectKey.of(pod);
        return new ObjectKey(key.namespace(), "pod/" + key.name());
    }

    private static Optional<String> readySince(ObjectNode pod) {
        return pod.path("status").path("conditions").valueStream()
                .filter(condition -> condition.path("type").asText().equals("Ready"))
                .map(condition -> condition.path("lastTransitionTime").asText()).findFirst();
    }
}
