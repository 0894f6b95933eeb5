package dev.statelab.lab.api.defaults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Defaults of a pod's {@code spec}, in a pod and in a template. */
final class PodSpecDefaults {

    private static final int MODE_0644 = 420;

    private PodSpecDefaults() {}

    /** Of a pod template: metadata and spec. */
    static void fillTemplate(ObjectNode template) {
        Fill.nothing(Fill.object(template, "metadata"), "creationTimestamp");
        fill(Fill.object(template, "spec"));
    }

    static void fill(ObjectNode spec) {
        Fill.text(spec, "restartPolicy", "Always");
        Fill.number(spec, "terminationGracePeriodSeconds", 30);
        Fill.text(spec, "dnsPolicy", "ClusterFirst");
        Fill.object(spec, "securityContext");
        Fill.text(spec, "schedulerName", "default-scheduler");
        fillServiceAccount(spec);
        Fill.each(spec, "volumes", PodSpecDefaults::fillVolume);
        for (String field : List.of("initContainers", "containers")) {
            Fill.each(spec, field, ContainerDefaults::fill);
            if (spec.path("hostNetwork").asBoolean()) {
                Fill.each(spec, field, container -> Fill.each(container, "ports",
                        port -> Fill.number(port, "hostPort", port.path("containerPort").asInt())));
            }
        }
    }

    /** {@code serviceAccount} is the older name of {@code serviceAccountName}; Kubernetes shows both. */
    private static void fillServiceAccount(ObjectNode spec) {
        Fill.textOf(spec, "serviceAccount").ifPresent(name -> Fill.text(spec, "serviceAccountName", name));
        Fill.textOf(spec, "serviceAccountName").ifPresent(name -> spec.put("serviceAccount", name));
    }

    private static void fillVolume(ObjectNode volume) {
        if (volume.size() == 1 && volume.has("name")) {
            volume.putObject("emptyDir");
        }
        Fill.within(volume, "secret", source -> Fill.number(source, "defaultMode", MODE_0644));
        Fill.within(volume, "configMap", source -> Fill.number(source, "defaultMode", MODE_0644));
        Fill.within(volume, "downwardAPI", PodSpecDefaults::fillDownwardVolume);
        Fill.within(volume, "hostPath", source -> Fill.text(source, "type", ""));
        Fill.within(volume, "projected", projected -> {
            Fill.number(projected, "defaultMode", MODE_0644);
            Fill.each(projected, "sources", source -> {
                Fill.within(source, "downwardAPI", PodSpecDefaults::fillDownwardItems);
                Fill.within(source, "serviceAccountToken", token -> Fill.number(token, "expirationSeconds", 3600));
            });
        });
        Fill.within(volume, "ephemeral", ephemeral -> Fill.within(ephemeral, "volumeClaimTemplate", template -> {
            Fill.nothing(Fill.object(template, "metadata"), "creationTimestamp");
            ClaimDefaults.fillSpec(Fill.object(template, "spec"));
        }));
    }

    private static void fillDownwardVolume(ObjectNode source) {
        Fill.number(source, "defaultMode", MODE_0644);
        fillDownwardItems(source);
    }

    private static void fillDownwardItems(ObjectNode source) {
        Fill.each(source, "items", item -> Fill.within(item, "fieldRef",
                reference -> Fill.text(reference, "apiVersion", "v1")));
    }
}
