package dev.statelab.batch.shared;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.report.Printable;
import dev.statelab.kube.apply.Hazards;
import dev.statelab.kube.apply.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What one student may deploy on a cluster that is everybody's: objects of kinds that stay in their namespace, without
 * what reaches out of it.
 */
final class Admission {

    /** Where the spec of the pods is, that an object of the kind makes; empty for a kind that makes none. */
    private static final Map<String, String> PODS = Map.of("Pod", "spec", "StatefulSet", "spec.template.spec",
            "Deployment", "spec.template.spec", "ReplicaSet", "spec.template.spec", "DaemonSet", "spec.template.spec",
            "ReplicationController", "spec.template.spec", "Job", "spec.template.spec", "CronJob",
            "spec.jobTemplate.spec.template.spec");

    private static final Set<String> OTHERS = Set.of("Service", "ConfigMap", "Secret", "PersistentVolumeClaim",
            "ServiceAccount", "PodDisruptionBudget", "HorizontalPodAutoscaler");

    private final String wanted;
    private final String namespace;
    private final List<String> problems = new ArrayList<>();
    private final List<Manifest> admitted = new ArrayList<>();

    private Admission(String wanted, String namespace) {
        this.wanted = wanted;
        this.namespace = namespace;
    }

    /**
     * What came of looking at manifests.
     *
     * @param manifests as they can be deployed in a namespace of their own
     * @param problems why they must not be, each on one line; the manifests count for nothing then
     */
    record Looked(List<Manifest> manifests, List<String> problems) {
        Looked {
            manifests = List.copyOf(manifests);
            problems = List.copyOf(problems);
        }
    }

    /**
     * @param wanted the namespace that the student was told to use
     * @param namespace the one that takes its place
     */
    static Looked of(List<Manifest> manifests, String wanted, String namespace) {
        Admission admission = new Admission(wanted, namespace);
        manifests.forEach(admission::look);
        return new Looked(admission.admitted, admission.problems);
    }

    private void look(Manifest manifest) {
        KubernetesObject object = manifest.object();
        String kind = object.kind().kind();
        if (kind.equals("Namespace") && Set.of(wanted, namespace).contains(object.name())) {
            return;
        }
        if (!PODS.containsKey(kind) && !OTHERS.contains(kind)) {
            refuse(manifest, "a " + Printable.of(kind) + " reaches out of its namespace, or changes what holds in it;"
                    + " expected one of " + String.join(", ", Stream.concat(PODS.keySet().stream(), OTHERS.stream())
                            .sorted().toList()));
            return;
        }
        Hazards.of(renamed(object).json(), namespace).forEach(hazard -> refuse(manifest, hazard.toString()));
        if (PODS.containsKey(kind)) {
            pods(manifest, PODS.get(kind));
        }
        switch (kind) {
            case "Service" -> service(manifest);
            case "PersistentVolumeClaim" -> claim(manifest, object.json().path("spec"), "spec");
            case "StatefulSet" -> {
                int number = 0;
                for (JsonNode template : object.json().at("/spec/volumeClaimTemplates")) {
                    claim(manifest, template.path("spec"), "spec.volumeClaimTemplates[" + number++ + "].spec");
                }
            }
            default -> {
            }
        }
        admitted.add(Manifest.of(renamed(object), manifest.file()));
    }

    private void pods(Manifest manifest, String path) {
        JsonNode spec = manifest.object().json().at("/" + path.replace('.', '/'));
        for (String field : List.of("nodeName", "priorityClassName")) {
            if (!spec.path(field).asText().isEmpty()) {
                refuse(manifest, path + "." + field + " would take " + spec.path(field).asText()
                        + " from everybody else");
            }
        }
    }

    private void service(Manifest manifest) {
        JsonNode spec = manifest.object().json().path("spec");
        String type = spec.path("type").asText("ClusterIP");
        if (!type.equals("ClusterIP")) {
            refuse(manifest, "expected spec.type ClusterIP, found " + type + ", which reaches out of the cluster");
        }
        if (!spec.path("externalIPs").isEmpty()) {
            refuse(manifest, "spec.externalIPs would take addresses from everybody else");
        }
    }

    private void claim(Manifest manifest, JsonNode spec, String path) {
        if (!spec.path("volumeName").asText().isEmpty()) {
            refuse(manifest, path + ".volumeName would take the volume " + spec.path("volumeName").asText()
                    + ", which may be somebody else's");
        }
    }

    private void refuse(Manifest manifest, String why) {
        problems.add(Printable.of(manifest.file() + ": " + manifest + ": " + why));
    }

    /** In the other namespace if it names the one that was wanted, and with the names of Services led there, too. */
    private KubernetesObject renamed(KubernetesObject object) {
        ObjectNode copy = (ObjectNode) renamed(object.json());
        if (object.namespace().equals(wanted)) {
            copy.withObjectProperty("metadata").put("namespace", namespace);
        }
        return new KubernetesObject(copy);
    }

    private JsonNode renamed(JsonNode json) {
        return switch (json) {
            case ObjectNode object -> {
                ObjectNode copy = object.objectNode();
                object.properties().forEach(field -> copy.set(field.getKey(), renamed(field.getValue())));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = array.arrayNode();
                array.forEach(element -> copy.add(renamed(element)));
                yield copy;
            }
            case TextNode text ->
                TextNode.valueOf(text.textValue().replace("." + wanted + ".svc", "." + namespace + ".svc"));
            default -> json;
        };
    }
}
