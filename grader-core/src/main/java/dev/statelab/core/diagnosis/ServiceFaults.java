package dev.statelab.core.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.ResourceKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why a Service and the pods of a StatefulSet do not find each other. */
final class ServiceFaults {
    private final Scene scene;

    ServiceFaults(Scene scene) {
        this.scene = scene;
    }

    /** A {@code serviceName} that is not the name of the Service (recording {@code wrong-service-name}). */
    Optional<Draft> governing(KubernetesObject set, List<KubernetesObject> services) {
        String named = set.json().path("spec").path("serviceName").asText("");
        boolean agrees = services.isEmpty()
                ? scene.find(ResourceKind.SERVICE, named).isPresent()
                : services.stream().anyMatch(service -> service.name().equals(named));
        List<KubernetesObject> there = services.isEmpty() ? scene.all(ResourceKind.SERVICE) : services;
        if (agrees || there.isEmpty()) {
            return Optional.empty();
        }
        String name = named.isEmpty() ? "no Service" : Wording.name(named);
        Draft draft = new Draft("service-name", set,
                "serviceName names " + name + ", but the Service is called " + Wording.names(there))
                .expected("`serviceName` to be the name of the headless Service")
                .found("StatefulSet " + set.name() + ": `serviceName: " + (named.isEmpty() ? "\"\"" : name)
                        + "`; Service: `name: " + Wording.names(there) + "`")
                .attempt("`serviceName: " + Wording.name(there.getFirst().name())
                        + "`. It cannot be changed: delete the StatefulSet and apply it again")
                .follows("the pods get no DNS names of their own")
                .shows(set, "spec.serviceName", named);
        there.stream().limit(3).forEach(service -> draft.shows(service, "metadata.name", service.name()));
        return Optional.of(draft);
    }

    /** A selector that fits none of the pods that it is meant for. */
    Optional<Draft> selector(KubernetesObject service, List<KubernetesObject> sets) {
        Map<String, String> selector = new LinkedHashMap<>();
        JsonNode written = service.json().path("spec").path("selector");
        written.properties().forEach(label -> selector.put(label.getKey(), label.getValue().asText()));
        if (sets.isEmpty() || sets.stream().anyMatch(set -> fits(selector, labels(set)))) {
            return Optional.empty();
        }
        KubernetesObject set = sets.getFirst();
        String wanted = Wording.labels(written);
        String labels = Wording.labels(labels(set));
        return Optional.of(new Draft("selector", service,
                "The selector of Service " + service.name() + " fits none of the pods of " + set.name())
                .expected("a selector that is among the pods' labels, "
                        + (labels.isEmpty() ? "of which there are none" : labels))
                .found("selector " + (wanted.isEmpty() ? "(none)" : wanted) + " · pod labels "
                        + (labels.isEmpty() ? "(none)" : labels))
                .attempt(
                        "the same labels in the Service's `spec.selector` and in the StatefulSet's `spec.template.metadata.labels`")
                .follows("Service " + service.name() + " has no endpoints")
                .shows(service, "spec.selector", wanted)
                .shows(set, "spec.template.metadata.labels", labels));
    }

    private static JsonNode labels(KubernetesObject set) {
        return set.json().path("spec").path("template").path("metadata").path("labels");
    }

    private static boolean fits(Map<String, String> selector, JsonNode labels) {
        return !selector.isEmpty() && selector.entrySet().stream()
                .allMatch(label -> label.getValue().equals(labels.path(label.getKey()).textValue()));
    }
}
