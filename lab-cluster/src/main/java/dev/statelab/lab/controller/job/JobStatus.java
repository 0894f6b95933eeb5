package dev.statelab.lab.controller.job;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.controller.workload.Conditions;
import java.time.Instant;

/**
 * Computes a Job's {@code status} as Kubernetes 1.32 does: what decides that a Job is over is shown in the condition
 * {@code SuccessCriteriaMet} or {@code FailureTarget}, and its end in {@code Complete} or {@code Failed} once no pod of
 * it runs any more.
 */
final class JobStatus {

    private static final String TIME = "lastProbeTime";
    private static final String SUSPENDED = "Suspended";

    private JobStatus() {}

    static ObjectNode of(JobSituation situation) {
        var job = situation.job();
        var now = situation.now();
        var status = job.status() instanceof ObjectNode known
                ? known.deepCopy()
                : JsonNodeFactory.instance.objectNode();
        count(status, "active", situation.active().size());
        status.put("ready", situation.ready());
        count(status, "succeeded", situation.succeeded());
        count(status, "failed", situation.failed());
        status.put("terminating", 0).putObject("uncountedTerminatedPods");
        if (job.isIndexed()) {
            status.put("completedIndexes", situation.completedIndexes());
        }
        suspend(status, job, now);
        situation.end().ifPresent(end -> {
            set(status, end.complete() ? "SuccessCriteriaMet" : "FailureTarget", end, now);
            if (situation.active().isEmpty()) {
                set(status, end.complete() ? Job.COMPLETE : Job.FAILED, end, now);
                if (end.complete() && !status.has("completionTime")) {
                    status.put("completionTime", Metadata.time(now));
                }
            }
        });
        return status;
    }

    private static void suspend(ObjectNode status, Job job, Instant now) {
        if (job.isSuspended()) {
            status.remove("startTime");
            Conditions.set(status, SUSPENDED, true, "JobSuspended", "Job suspended", TIME, now);
            return;
        }
        if (Conditions.holds(status, SUSPENDED)) {
            Conditions.set(status, SUSPENDED, false, "JobResumed", "Job resumed", TIME, now);
        }
        if (!status.has("startTime")) {
            status.put("startTime", Metadata.time(now));
        }
    }

    private static void set(ObjectNode status, String type, JobSituation.End end, Instant now) {
        if (!Conditions.holds(status, type)) {
            Conditions.set(status, type, true, end.reason(), end.message(), TIME, now);
        }
    }

    private static void count(ObjectNode status, String field, int count) {
        status.remove(field);
        if (count > 0) {
            status.put(field, count);
        }
    }
}
