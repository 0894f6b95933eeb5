package dev.statelab.lab.api.defaults;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Defaults of what keeps pods running, but for the StatefulSet. */
final class WorkloadDefaults {

    private static final String QUARTER = "25%";
    private static final int REVISIONS = 10;
    private static final int PROGRESS_SECONDS = 600;

    private WorkloadDefaults() {}

    static void fillDeployment(ObjectNode deployment) {
        ObjectNode spec = replicated(deployment);
        ObjectNode strategy = Fill.object(spec, "strategy");
        Fill.text(strategy, "type", "RollingUpdate");
        if (isRolling(strategy)) {
            ObjectNode rolling = Fill.object(strategy, "rollingUpdate");
            Fill.text(rolling, "maxUnavailable", QUARTER);
            Fill.text(rolling, "maxSurge", QUARTER);
        }
        Fill.number(spec, "revisionHistoryLimit", REVISIONS);
        Fill.number(spec, "progressDeadlineSeconds", PROGRESS_SECONDS);
    }

    static void fillReplicaSet(ObjectNode set) {
        replicated(set);
        Fill.number(Fill.object(set, "status"), "replicas", 0);
    }

    /** Its selector and its labels are those of its template where it has none. */
    static void fillReplicationController(ObjectNode controller) {
        ObjectNode spec = replicated(controller);
        Fill.within(Fill.object(Fill.object(spec, "template"), "metadata"), "labels", labels -> {
            if (spec.path("selector").isEmpty()) {
                spec.set("selector", labels.deepCopy());
            }
            if (controller.path("metadata").path("labels").isEmpty()) {
                Fill.object(controller, "metadata").set("labels", labels.deepCopy());
            }
        });
        Fill.number(Fill.object(controller, "status"), "replicas", 0);
    }

    static void fillDaemonSet(ObjectNode set) {
        ObjectNode spec = Fill.object(set, "spec");
        ObjectNode strategy = Fill.object(spec, "updateStrategy");
        Fill.text(strategy, "type", "RollingUpdate");
        if (isRolling(strategy)) {
            ObjectNode rolling = Fill.object(strategy, "rollingUpdate");
            Fill.number(rolling, "maxUnavailable", 1);
            Fill.number(rolling, "maxSurge", 0);
        }
        Fill.number(spec, "revisionHistoryLimit", REVISIONS);
        PodSpecDefaults.fillTemplate(Fill.object(spec, "template"));
        ObjectNode status = Fill.object(set, "status");
        Fill.number(status, "currentNumberScheduled", 0);
        Fill.number(status, "numberMisscheduled", 0);
        Fill.number(status, "desiredNumberScheduled", 0);
        Fill.number(status, "numberReady", 0);
    }

    static void fillPodTemplate(ObjectNode object) {
        PodSpecDefaults.fillTemplate(Fill.object(object, "template"));
    }

    private static ObjectNode replicated(ObjectNode object) {
        ObjectNode spec = Fill.object(object, "spec");
        Fill.number(spec, "replicas", 1);
        PodSpecDefaults.fillTemplate(Fill.object(spec, "template"));
        return spec;
    }

    private static boolean isRolling(ObjectNode strategy) {
        return strategy.path("type").asText().equals("RollingUpdate");
    }
}
