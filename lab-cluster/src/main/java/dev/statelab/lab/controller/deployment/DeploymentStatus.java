package dev.statelab.lab.controller.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.controller.workload.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Computes a Deployment's {@code status}, with the reasons and messages of {@code deployment_util.go}. */
final class DeploymentStatus {

    static final String PROGRESSING = "Progressing";

    private static final String TIME = "lastUpdateTime";
    private static final String COMPLETE = "NewReplicaSetAvailable";
    private static final String PAUSED = "DeploymentPaused";

    private final Deployment deployment;
    private final JsonNode before;
    private final ObjectNode status;
    private final Instant now;

    private DeploymentStatus(Deployment deployment, Instant now) {
        this.deployment = deployment;
        this.before = deployment.object().path("status");
        this.status = deployment.object().path("status") instanceof ObjectNode known
                ? known.deepCopy()
                : deployment.object().objectNode();
        this.now = now;
    }

    /** @param created whether the ReplicaSet of the present template has just been made */
    static ObjectNode of(
            Deployment deployment, Optional<TemplateSet> current, List<TemplateSet> all, boolean created,
            Instant now) {
        return new DeploymentStatus(deployment, now).compute(current, all, created);
    }

    private ObjectNode compute(Optional<TemplateSet> current, List<TemplateSet> all, boolean created) {
        int available = all.stream().mapToInt(TemplateSet::available).sum();
        int replicas = all.stream().mapToInt(TemplateSet::replicas).sum();
        status.put("observedGeneration", deployment.meta().generation());
        count("replicas", all.stream().mapToInt(TemplateSet::present).sum());
        count("updatedReplicas", current.map(TemplateSet::present).orElse(0));
        count("readyReplicas", all.stream().mapToInt(TemplateSet::ready).sum());
        count("availableReplicas", available);
        count("unavailableReplicas", Math.max(0, replicas - available));
        if (available >= deployment.replicas() - deployment.maxUnavailable()) {
            condition("Available", true, "MinimumReplicasAvailable", "Deployment has minimum availability.");
        } else {
            condition("Available", false, "MinimumReplicasUnavailable",
                    "Deployment does not have minimum availability.");
        }
        if (deployment.progressDeadline().isPresent()) {
            progress(current, created);
        } else {
            Conditions.remove(status, PROGRESSING);
        }
        return status;
    }

    private void count(String field, int count) {
        status.remove(field);
        if (count > 0) {
            status.put(field, count);
        }
    }

    private void condition(String type, boolean holds, String reason, String message) {
        Conditions.set(status, type, holds, reason, message, TIME, now);
    }

    private void progress(Optional<TemplateSet> current, boolean created) {
        var reason = reason(before);
        var set = current.map(each -> "ReplicaSet \"" + each.name() + "\"")
                .orElse("Deployment \"" + deployment.meta().name() + "\"");
        if (deployment.isPaused()) {
            condition(PROGRESSING, reason.isEmpty() || Conditions.holds(before, PROGRESSING), PAUSED,
                    "Deployment is paused");
        } else if (created) {
            condition(PROGRESSING, true, "NewReplicaSetCreated", "Created new replica set \""
                    + current.map(TemplateSet::name).orElse("") + "\"");
        } else if (isComplete(current)) {
            condition(PROGRESSING, true, COMPLETE, set + " has successfully progressed.");
        } else if (reason.equals(PAUSED)) {
            condition(PROGRESSING, true, "DeploymentResumed", "Deployment is resumed");
        } else if (hasProgressed() || reason.isEmpty() || reason.equals(COMPLETE)) {
            condition(PROGRESSING, true, "ReplicaSetUpdated", set + " is progressing.");
            touch();
        } else if (deadline(deployment).filter(end -> !now.isBefore(end)).isPresent()) {
            condition(PROGRESSING, false, "ProgressDeadlineExceeded", set + " has timed out progressing.");
        }
    }

    private static String reason(JsonNode status) {
        return Conditions.find(status, PROGRESSING).map(condition -> condition.path("reason").asText()).orElse("");
    }

    private boolean isComplete(Optional<TemplateSet> current) {
        return current.isPresent() && status.path("updatedReplicas").asInt() == deployment.replicas()
                && status.path("replicas").asInt() == deployment.replicas()
                && status.path("availableReplicas").asInt() == deployment.replicas();
    }

    private boolean hasProgressed() {
        return grew("updatedReplicas") || grew("readyReplicas") || grew("availableReplicas")
                || outdated(status) < outdated(before);
    }

    private boolean grew(String count) {
        return status.path(count).asInt() > before.path(count).asInt();
    }

    private static int outdated(JsonNode status) {
        return status.path("replicas").asInt() - status.path("updatedReplicas").asInt();
    }

    /** Progress counts from now on. */
    private void touch() {
        Conditions.find(status, PROGRESSING).ifPresent(condition -> ((ObjectNode) condition).put(TIME,
                Metadata.time(now)));
    }

    /** When a Deployment that makes no progress has taken too long; empty where it is complete, or may take any time. */
    static Optional<Instant> deadline(Deployment deployment) {
        return Conditions.find(deployment.object().path("status"), PROGRESSING)
                .filter(condition -> condition.path("status").asText().equals("True"))
                .filter(condition -> !condition.path("reason").asText().equals(COMPLETE) && !deployment.isPaused())
                .flatMap(condition -> deployment.progressDeadline().map((Duration span) -> Instant
                        .parse(condition.path(TIME).asText()).plus(span)));
    }
}
