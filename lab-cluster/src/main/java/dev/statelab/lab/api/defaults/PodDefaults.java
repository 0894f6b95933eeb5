package dev.statelab.lab.api.defaults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** Defaults of a pod, and what the usual admission plugins add to a new one. */
final class PodDefaults {

    private static final String TOKEN_FOLDER = "/var/run/secrets/kubernetes.io/serviceaccount";
    private static final List<String> NODE_PROBLEMS = List.of("node.kubernetes.io/not-ready",
            "node.kubernetes.io/unreachable");

    private PodDefaults() {}

    static void fill(ObjectNode pod) {
        ObjectNode spec = Fill.object(pod, "spec");
        PodSpecDefaults.fill(spec);
        Fill.flag(spec, "enableServiceLinks", true);
        for (String field : List.of("initContainers", "containers")) {
            Fill.each(spec, field, PodDefaults::requestWhatIsLimited);
        }
        Fill.within(pod, "status", status -> Fill.each(status, "conditions",
                condition -> Fill.nothing(condition, "lastProbeTime")));
    }

    private static void requestWhatIsLimited(ObjectNode container) {
        Fill.within(container, "resources", resources -> Fill.within(resources, "limits", limits -> {
            ObjectNode requests = Fill.object(resources, "requests");
            limits.properties().forEach(limit -> Fill.text(requests, limit.getKey(), limit.getValue().asText()));
        }));
    }

    /**
     * A new pod: service account with its token, tolerations, priority, and the status that it begins with.
     *
     * @param suffix the end of the token volume's name
     */
    static void fillNew(ObjectNode pod, String suffix) {
        ObjectNode spec = Fill.object(pod, "spec");
        Fill.text(spec, "serviceAccountName", "default");
        fill(pod);
        if (spec.path("automountServiceAccountToken").asBoolean(true)) {
            mountToken(spec, "kube-api-access-" + suffix);
        }
        NODE_PROBLEMS.forEach(problem -> tolerate(spec, problem));
        Fill.number(spec, "priority", 0);
        Fill.text(spec, "preemptionPolicy", "PreemptLowerPriority");
        ObjectNode status = Fill.object(pod, "status");
        status.put("phase", "Pending").put("qosClass", QualityOfService.of(spec));
    }

    private static void mountToken(ObjectNode spec, String volume) {
        boolean used = false;
        for (String field : List.of("initContainers", "containers")) {
            for (JsonNode container : spec.path(field)) {
                if (container instanceof ObjectNode present && !mounts(present, TOKEN_FOLDER)) {
                    present.withArrayProperty("volumeMounts")
                            .addObject()
                            .put("name", volume)
                            .put("readOnly", true)
                            .put("mountPath", TOKEN_FOLDER);
                    used = true;
                }
            }
        }
        if (used) {
            spec.withArrayProperty("volumes").add(tokenVolume(spec, volume));
        }
    }

    private static boolean mounts(ObjectNode container, String path) {
        return container.path("volumeMounts")
                .valueStream()
                .anyMatch(mount -> mount.path("mountPath").asText().equals(path));
    }

    private static ObjectNode tokenVolume(ObjectNode factory, String name) {
        ObjectNode volume = factory.objectNode().put("name", name);
        ObjectNode projected = volume.putObject("projected").put("defaultMode", 420);
        var sources = projected.putArray("sources");
        sources.addObject().putObject("serviceAccountToken").put("expirationSeconds", 3607).put("path", "token");
        sources.addObject()
                .putObject("configMap")
                .put("name", "kube-root-ca.crt")
                .putArray("items")
                .addObject()
                .put("key", "ca.crt")
                .put("path", "ca.crt");
        sources.addObject()
                .putObject("downwardAPI")
                .putArray("items")
                .addObject()
                .put("path", "namespace")
                .putObject("fieldRef")
                .put("apiVersion", "v1")
                .put("fieldPath", "metadata.namespace");
        return volume;
    }

    private static void tolerate(ObjectNode spec, String taint) {
        boolean tolerated = spec.path("tolerations")
                .valueStream()
                .anyMatch(toleration -> Set.of(taint, "").contains(toleration.path("key").asText())
                        && Set.of("NoExecute", "").contains(toleration.path("effect").asText()));
        if (!tolerated) {
            spec.withArrayProperty("tolerations")
                    .addObject()
                    .put("key", taint)
                    .put("operator", "Exists")
                    .put("effect", "NoExecute")
                    .put("tolerationSeconds", 300);
        }
    }
}
