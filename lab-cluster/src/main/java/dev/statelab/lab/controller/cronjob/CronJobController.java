package dev.statelab.lab.controller.cronjob;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.DeleteOptions;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.controller.Controller;
import dev.statelab.lab.controller.ObjectKey;
import dev.statelab.lab.controller.job.Job;
import dev.statelab.lab.controller.workload.Ownership;
import dev.statelab.lab.controller.workload.StatusWriter;
import dev.statelab.lab.event.EventRecorder;
import dev.statelab.lab.event.EventSource;
import dev.statelab.lab.event.EventType;
import dev.statelab.lab.event.ObjectReference;
import dev.statelab.lab.time.LabClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Starts the Jobs of every CronJob at its times, and deletes those that have ended and are not kept. */
public final class CronJobController implements AutoCloseable {

    private static final EventSource SOURCE = EventSource.controller("cronjob-controller");
    private static final int CONFLICT = 409;

    private final Api api;
    private final LabClock clock;
    private final EventRecorder events;
    private final StatusWriter statuses;
    private final Controller controller;

    /** Starts at once. */
    public CronJobController(Api api, LabClock clock, EventRecorder events) {
        this.api = api;
        this.clock = clock;
        this.events = events;
        this.statuses = new StatusWriter(api, ResourceTypes.CRON_JOB);
        this.controller = new Controller("cronjob", api, clock, this::reconcile);
        controller.watch(ResourceTypes.CRON_JOB).watch(ResourceTypes.JOB,
                event -> Ownership.controllerOf(event, "CronJob"));
    }

    private Optional<Duration> reconcile(ObjectKey key) throws ApiException {
        var found = api.find(ResourceTypes.CRON_JOB, key.namespace(), key.name()).map(CronJob::new)
                .filter(cronJob -> !cronJob.meta().isTerminating());
        return found.isPresent() ? reconcile(found.get()) : Optional.empty();
    }

    private Optional<Duration> reconcile(CronJob cronJob) throws ApiException {
        truncate(cronJob);
        var schedule = cronJob.schedule();
        if (schedule.isEmpty()) {
            report(cronJob, EventType.WARNING, "UnParseableCronJobSchedule",
                    "unparseable schedule: \"" + cronJob.scheduleText() + "\"");
            return Optional.empty();
        }
        var now = clock.now();
        var due = cronJob.isSuspended()
                ? Optional.<Instant>empty()
                : schedule.get().lastBetween(cronJob.earliest(now), now);
        var started = due.isPresent() && mayStart(cronJob) ? start(cronJob, due.get()) : Optional.<Instant>empty();
        statuses.write(cronJob.object(), status(cronJob, started));
        return cronJob.isSuspended() ? Optional.empty() : schedule.get().untilNext(clock.now());
    }

    private List<Job> jobs(CronJob cronJob) {
        return api.list(ResourceTypes.JOB, cronJob.meta().namespace()).items().stream().map(Job::new)
                .filter(job -> job.meta().isControlledBy(cronJob.meta().uid()))
                .sorted(Comparator.comparing(job -> job.meta().name())).toList();
    }

    private List<Job> active(CronJob cronJob) {
        return jobs(cronJob).stream().filter(job -> !job.isFinished()).toList();
    }

    private boolean mayStart(CronJob cronJob) throws ApiException {
        var active = active(cronJob);
        if (cronJob.forbidsConcurrency() && !active.isEmpty()) {
            report(cronJob, EventType.NORMAL, "JobAlreadyActive",
                    "Not starting job because prior execution is running and concurrency policy is Forbid");
            return false;
        }
        if (cronJob.replacesActive()) {
            for (var job : active) {
                delete(cronJob, job);
            }
        }
        return true;
    }

    /** @return the time of the Job that was started, or had been */
    private Optional<Instant> start(CronJob cronJob, Instant time) throws ApiException {
        try {
            var created = api.create(ResourceTypes.JOB, cronJob.meta().namespace(), cronJob.job(time));
            report(cronJob, EventType.NORMAL, "SuccessfulCreate", "Created job " + Metadata.name(created));
        } catch (ApiException refused) {
            if (refused.code() != CONFLICT) {
                report(cronJob, EventType.WARNING, "FailedCreate", "Error creating job: " + refused.getMessage());
                throw refused;
            }
        }
        return Optional.of(time);
    }

    private ObjectNode status(CronJob cronJob, Optional<Instant> started) {
        var status = cronJob.object().path("status") instanceof ObjectNode known
                ? known.deepCopy()
                : cronJob.object().objectNode();
        started.ifPresent(time -> status.put("lastScheduleTime", Metadata.time(time)));
        status.remove("active");
        active(cronJob).forEach(job -> status.withArrayProperty("active").addObject().put("apiVersion", "batch/v1")
                .put("kind", "Job").put("namespace", job.meta().namespace()).put("name", job.meta().name())
                .put("uid", job.meta().uid())
                .put("resourceVersion", Metadata.resourceVersion(job.object())));
        jobs(cronJob).stream().filter(Job::isComplete)
                .map(job -> job.object().path("status").path("completionTime").asText()).max(String::compareTo)
                .ifPresent(time -> status.put("lastSuccessfulTime", time));
        return status;
    }

    private void truncate(CronJob cronJob) throws ApiException {
        var ended = jobs(cronJob).stream().filter(Job::isFinished).toList();
        var successes = ended.stream().filter(Job::isComplete).toList();
        var failures = ended.stream().filter(job -> !job.isComplete()).toList();
        for (var job : oldest(successes, cronJob.successesKept())) {
            delete(cronJob, job);
        }
        for (var job : oldest(failures, cronJob.failuresKept())) {
            delete(cronJob, job);
        }
    }

    private static List<Job> oldest(List<Job> jobs, int kept) {
        return jobs.subList(0, Math.max(0, jobs.size() - kept));
    }

    private void delete(CronJob cronJob, Job job) throws ApiException {
        api.delete(ResourceTypes.JOB, job.meta().namespace(), job.meta().name(), DeleteOptions.DEFAULT);
        report(cronJob, EventType.NORMAL, "SuccessfulDelete", "Deleted job " + job.meta().name());
    }

    private void report(CronJob cronJob, EventType type, String reason, String message) {
        events.record(SOURCE, ObjectReference.to(cronJob.object()), type, reason, message);
    }

    @Override
    public void close() {
        controller.close();
    }
}
