package dev.statelab.lab.api.defaults;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Defaults of claims and volumes. */
final class ClaimDefaults {

    private ClaimDefaults() {}

    static void fillSpec(ObjectNode spec) {
        Fill.object(spec, "resources");
        Fill.text(spec, "volumeMode", "Filesystem");
    }

    static void fill(ObjectNode claim) {
        fillSpec(Fill.object(claim, "spec"));
        Fill.text(Fill.object(claim, "status"), "phase", "Pending");
    }

    /** Of a StatefulSet's {@code volumeClaimTemplates}. */
    static void fillTemplate(ObjectNode template) {
        template.put("apiVersion", "v1").put("kind", "PersistentVolumeClaim");
        Fill.nothing(Fill.object(template, "metadata"), "creationTimestamp");
        fill(template);
    }

    /** A new claim stays while a pod uses it. */
    static void fillNew(ObjectNode claim) {
        fill(claim);
        protect(claim, "kubernetes.io/pvc-protection");
    }

    static void fillVolume(ObjectNode volume) {
        ObjectNode spec = Fill.object(volume, "spec");
        Fill.text(spec, "persistentVolumeReclaimPolicy", "Retain");
        Fill.text(spec, "volumeMode", "Filesystem");
        Fill.text(Fill.object(volume, "status"), "phase", "Pending");
    }

    /** A new volume stays while a claim is bound to it. */
    static void fillNewVolume(ObjectNode volume) {
        fillVolume(volume);
        protect(volume, "kubernetes.io/pv-protection");
    }

    private static void protect(ObjectNode object, String finalizer) {
        var finalizers = Fill.object(object, "metadata").withArrayProperty("finalizers");
        if (finalizers.valueStream().noneMatch(present -> present.asText().equals(finalizer))) {
            finalizers.add(finalizer);
        }
    }
}
