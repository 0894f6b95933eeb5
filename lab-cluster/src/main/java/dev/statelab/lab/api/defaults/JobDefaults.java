package dev.statelab.lab.api.defaults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Metadata;
import java.util.List;

/** Defaults of Jobs and CronJobs. */
final class JobDefaults {

    private static final int RETRIES = 6;
    private static final int KEPT_SUCCESSES = 3;

    private JobDefaults() {}

    static void fill(ObjectNode job) {
        ObjectNode spec = Fill.object(job, "spec");
        if (!spec.hasNonNull("parallelism")) {
            Fill.number(spec, "completions", 1);
        }
        Fill.number(spec, "parallelism", 1);
        Fill.number(spec, "backoffLimit", RETRIES);
        Fill.text(spec, "completionMode", "NonIndexed");
        Fill.flag(spec, "suspend", false);
        Fill.flag(spec, "manualSelector", false);
        Fill.text(spec, "podReplacementPolicy",
                spec.hasNonNull("podFailurePolicy") ? "Failed" : "TerminatingOrFailed");
        PodSpecDefaults.fillTemplate(Fill.object(spec, "template"));
    }

    /** A new Job that brings no selector of its own selects its pods by its UID. */
    static void fillNew(ObjectNode job) {
        fill(job);
        ObjectNode spec = Fill.object(job, "spec");
        if (spec.path("manualSelector").asBoolean()) {
            return;
        }
        ObjectNode labels = Fill.object(Fill.object(Fill.object(spec, "template"), "metadata"), "labels");
        for (String prefix : List.of("batch.kubernetes.io/", "")) {
            Fill.text(labels, prefix + "controller-uid", Metadata.uid(job));
            Fill.text(labels, prefix + "job-name", Metadata.name(job));
        }
        Fill.text(Fill.object(Fill.object(spec, "selector"), "matchLabels"), "batch.kubernetes.io/controller-uid",
                Metadata.uid(job));
        if (job.path("metadata").path("labels").isEmpty()) {
            Fill.object(job, "metadata").set("labels", labels.deepCopy());
        }
    }

    static void fillCronJob(ObjectNode cronJob) {
        ObjectNode spec = Fill.object(cronJob, "spec");
        Fill.text(spec, "concurrencyPolicy", "Allow");
        Fill.flag(spec, "suspend", false);
        Fill.number(spec, "successfulJobsHistoryLimit", KEPT_SUCCESSES);
        Fill.number(spec, "failedJobsHistoryLimit", 1);
        ObjectNode template = Fill.object(spec, "jobTemplate");
        Fill.nothing(Fill.object(template, "metadata"), "creationTimestamp");
        PodSpecDefaults.fillTemplate(Fill.object(Fill.object(template, "spec"), "template"));
    }
}
