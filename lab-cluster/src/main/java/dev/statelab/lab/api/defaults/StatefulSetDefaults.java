package dev.statelab.lab.api.defaults;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Defaults of a StatefulSet. */
final class StatefulSetDefaults {

    private StatefulSetDefaults() {}

    static void fill(ObjectNode set) {
        ObjectNode spec = Fill.object(set, "spec");
        Fill.number(spec, "replicas", 1);
        Fill.text(spec, "serviceName", "");
        Fill.text(spec, "podManagementPolicy", "OrderedReady");
        Fill.number(spec, "revisionHistoryLimit", 10);
        ObjectNode strategy = Fill.object(spec, "updateStrategy");
        Fill.text(strategy, "type", "RollingUpdate");
        if (strategy.path("type").asText().equals("RollingUpdate")) {
            Fill.number(Fill.object(strategy, "rollingUpdate"), "partition", 0);
        }
        ObjectNode retention = Fill.object(spec, "persistentVolumeClaimRetentionPolicy");
        Fill.text(retention, "whenDeleted", "Retain");
        Fill.text(retention, "whenScaled", "Retain");
        PodSpecDefaults.fillTemplate(Fill.object(spec, "template"));
        Fill.each(spec, "volumeClaimTemplates", ClaimDefaults::fillTemplate);
        ObjectNode status = Fill.object(set, "status");
        Fill.number(status, "replicas", 0);
        Fill.number(status, "availableReplicas", 0);
    }
}
