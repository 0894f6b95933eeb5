package dev.statelab.lab.controller.cronjob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.controller.ObjectMeta;
import dev.statelab.lab.controller.OwnerReference;
import java.time.Instant;
import java.util.Optional;

/** Reads a {@code CronJob} that the API server has defaulted. */
record CronJob(ObjectNode object) {

    private static final int SECONDS_PER_MINUTE = 60;

    ObjectMeta meta() {
        return new ObjectMeta(object);
    }

    private JsonNode spec() {
        return object.path("spec");
    }

    Optional<Schedule> schedule() {
        return Schedule.parse(spec().path("schedule").asText(), spec().path("timeZone").asText(""));
    }

    String scheduleText() {
        return spec().path("schedule").asText();
    }

    boolean isSuspended() {
        return spec().path("suspend").asBoolean();
    }

    boolean forbidsConcurrency() {
        return spec().path("concurrencyPolicy").asText().equals("Forbid");
    }

    boolean replacesActive() {
        return spec().path("concurrencyPolicy").asText().equals("Replace");
    }

    int successesKept() {
        return spec().path("successfulJobsHistoryLimit").asInt(3);
    }

    int failuresKept() {
        return spec().path("failedJobsHistoryLimit").asInt(1);
    }

    /** The time before which a start that was missed is not made up for. */
    Instant earliest(Instant now) {
        var created = Instant.parse(object.path("metadata").path("creationTimestamp").asText());
        var last = object.path("status").path("lastScheduleTime").asText();
        var earliest = last.isEmpty() ? created : Instant.parse(last);
        var deadline = spec().path("startingDeadlineSeconds");
        var limit = deadline.isNumber() ? now.minusSeconds(deadline.asLong()) : earliest;
        return earliest.isAfter(limit) ? earliest : limit;
    }

    /** The Job of one time; its name ends in the minutes since 1970, so that no time has two. */
    ObjectNode job(Instant time) {
        var template = spec().path("jobTemplate");
        var job = JsonNodeFactory.instance.objectNode().put("apiVersion", "batch/v1").put("kind", "Job");
        var metadata = job.putObject("metadata")
                .put("name", meta().name() + "-" + time.getEpochSecond() / SECONDS_PER_MINUTE)
                .put("namespace", meta().namespace());
        metadata.set("labels", template.path("metadata").path("labels") instanceof ObjectNode labels
                ? labels.deepCopy()
                : JsonNodeFactory.instance.objectNode());
        template.path("metadata").path("annotations")
                .forEachEntry(metadata.withObjectProperty("annotations")::set);
        metadata.withObjectProperty("annotations").put("batch.kubernetes.io/cronjob-scheduled-timestamp",
                Metadata.time(time));
        metadata.putArray("ownerReferences").add(OwnerReference.toController(object).json());
        job.set("spec", template.path("spec").deepCopy());
        return job;
    }
}
