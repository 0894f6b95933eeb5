package dev.statelab.lab.controller.statefulset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.select.LabelSelector;
import dev.statelab.lab.controller.ObjectMeta;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reads a {@code StatefulSet} that the API server has defaulted. */
record StatefulSet(ObjectNode object) {

    ObjectMeta meta() {
        return new ObjectMeta(object);
    }

    private JsonNode spec() {
        return object.path("spec");
    }

    String name() {
        return meta().name();
    }

    int replicas() {
        return spec().path("replicas").asInt(1);
    }

    /** The ordinal of the first pod. */
    int start() {
        return spec().path("ordinals").path("start").asInt();
    }

    /** The ordinal after the last pod's. */
    int end() {
        return start() + replicas();
    }

    String podName(int ordinal) {
        return name() + "-" + ordinal;
    }

    String serviceName() {
        return spec().path("serviceName").asText();
    }

    /** Whether pods start and stop all at once instead of one after the other. */
    boolean isParallel() {
        return spec().path("podManagementPolicy").asText().equals("Parallel");
    }

    UpdateStrategy updateStrategy() {
        return UpdateStrategy.of(spec().path("updateStrategy"));
    }

    RetentionPolicy retentionPolicy() {
        return RetentionPolicy.of(spec().path("persistentVolumeClaimRetentionPolicy"));
    }

    /** How long a pod has to be ready until it counts as available. */
    Duration minReady() {
        return Duration.ofSeconds(spec().path("minReadySeconds").asLong());
    }

    LabelSelector selector() {
        return LabelSelector.of(spec().path("selector"));
    }

    /** The labels that the selector names outright, and that every pod has therefore. */
    Map<String, String> matchLabels() {
        return Metadata.map(spec().path("selector").path("matchLabels"));
    }

    JsonNode podTemplate() {
        return spec().path("template");
    }

    List<ClaimTemplate> claimTemplates() {
        return spec().path("volumeClaimTemplates").valueStream().map(ClaimTemplate::new).toList();
    }

    SetStatus status() {
        return SetStatus.of(object.path("status"));
    }
}
