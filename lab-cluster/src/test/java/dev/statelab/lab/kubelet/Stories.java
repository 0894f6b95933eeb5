package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.statelab.lab.api.object.Metadata;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Pods and events without what differs from one time to the next: times, IDs, addresses. */
final class Stories {

    private static final Set<String> DIFFERING = Set.of("lastTransitionTime", "startedAt", "finishedAt", "startTime",
            "containerID", "imageID", "podIP", "podIPs");

    private Stories() {}

    static JsonNode status(ObjectNode pod) {
        var named = Recording.json(pod.path("status").toString().replace(Metadata.uid(pod), "UID"));
        blank(named);
        return named;
    }

    private static void blank(JsonNode node) {
        if (node instanceof ObjectNode object) {
            DIFFERING.stream().filter(object::has).filter(field -> !object.path(field).equals(TextNode.valueOf("")))
                    .forEach(field -> object.put(field, "…"));
        }
        node.forEach(Stories::blank);
    }

    static Set<String> events(Collection<ObjectNode> events, ObjectNode pod) {
        return events.stream().filter(event -> isAbout(event, pod))
                .map(event -> String.join(" | ",
                        List.of(event.path("type").asText(), event.path("reason").asText(),
                                event.path("involvedObject").path("fieldPath").asText(),
                                event.path("reportingComponent").asText(),
                                event.path("message").asText().replace(Metadata.uid(pod), "UID"))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isAbout(ObjectNode event, ObjectNode pod) {
        return event.path("involvedObject").path("uid").asText().equals(Metadata.uid(pod));
    }
}
