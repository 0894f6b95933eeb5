package dev.statelab.lab.controller.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.DeleteOptions;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.controller.Controller;
import dev.statelab.lab.controller.ObjectKey;
import dev.statelab.lab.controller.workload.Ownership;
import dev.statelab.lab.controller.workload.PodActions;
import dev.statelab.lab.controller.workload.PodKeeping;
import dev.statelab.lab.event.EventRecorder;
import dev.statelab.lab.event.EventType;
import dev.statelab.lab.time.LabClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs the pods of every Job until enough of them have succeeded, or too many have failed. In a simple form: pods are
 * counted while they are there, so one that somebody deletes after its end counts no more.
 */
public final class JobController implements AutoCloseable {

    private final Api api;
    private final LabClock clock;
    private final PodKeeping pods;
    private final Controller controller;

    /** Starts at once. */
    public JobController(Api api, LabClock clock, EventRecorder events) {
        this.api = api;
        this.clock = clock;
        this.pods = new PodKeeping(api, clock, events, ResourceTypes.JOB, "job-controller");
        this.controller = new Controller("job", api, clock, this::reconcile);
        controller.watch(ResourceTypes.JOB).watch(ResourceTypes.POD, event -> Ownership.controllerOf(event, "Job"));
    }

    private Optional<Duration> reconcile(ObjectKey key) throws ApiException {
        var found = api.find(ResourceTypes.JOB, key.namespace(), key.name()).map(Job::new)
                .filter(job -> !job.meta().isTerminating());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        return found.get().isFinished() ? expire(found.get()) : reconcile(found.get());
    }

    private Optional<Duration> expire(Job job) throws ApiException {
        var left = job.expiry().map(end -> Duration.between(clock.now(), end));
        if (left.filter(span -> !span.isPositive()).isPresent()) {
            api.delete(ResourceTypes.JOB, job.meta().namespace(), job.meta().name(), new DeleteOptions(
                    Optional.empty(), Optional.of(job.meta().uid()), Optional.empty(),
                    DeleteOptions.Propagation.FOREGROUND));
            return Optional.empty();
        }
        return left;
    }

    private Optional<Duration> reconcile(Job job) throws ApiException {
        var situation = new JobSituation(job, pods.podsOf(job.object(), job.selector()), clock.now());
        try {
            act(situation);
        } finally {
            write(situation);
        }
        return Stream.of(situation.backOff(), job.deadline()).flatMap(Optional::stream)
                .min(Comparator.naturalOrder()).map((Instant then) -> Duration.between(clock.now(), then))
                .filter(Duration::isPositive);
    }

    private void act(JobSituation situation) throws ApiException {
        var job = situation.job();
        boolean over = situation.end().isPresent();
        int wanted = over ? 0 : situation.wanted();
        for (var pod : situation.active().stream().skip(wanted).toList()) {
            pods.actions().delete(job.object(), pod);
        }
        if (!over && situation.backOff().isEmpty()) {
            for (int i = 0; i < situation.missing(); i++) {
                pods.actions().create(job.object(), job.isIndexed()
                        ? indexed(job, situation.freeIndexes().get(i))
                        : PodActions.fromTemplate(job.object(), job.template()));
            }
        }
    }

    /** A pod that knows its index: from an annotation, a label, its host name and a variable. */
    private static ObjectNode indexed(Job job, int index) {
        var pod = PodActions.fromTemplate(job.object(), job.template());
        var text = Integer.toString(index);
        var metadata = pod.withObjectProperty("metadata");
        metadata.put("generateName", job.meta().name() + "-" + index + "-");
        metadata.withObjectProperty("annotations").put(JobSituation.INDEX, text);
        metadata.withObjectProperty("labels").put(JobSituation.INDEX, text);
        var spec = pod.withObjectProperty("spec");
        spec.put("hostname", job.meta().name() + "-" + index);
        for (var list : new String[]{"initContainers", "containers"}) {
            spec.path(list).forEach(container -> ((ObjectNode) container).withArrayProperty("env").addObject()
                    .put("name", "JOB_COMPLETION_INDEX").putObject("valueFrom").putObject("fieldRef")
                    .put("fieldPath", "metadata.labels['" + JobSituation.INDEX + "']"));
        }
        return pod;
    }

    private void write(JobSituation situation) throws ApiException {
        var before = situation.job();
        var after = new Job(pods.writeStatus(before.object(), JobStatus.of(situation)));
        if (!before.isFinished() && after.isFinished()) {
            situation.end().ifPresent(end -> {
                if (end.complete()) {
                    pods.actions().report(before.object(), EventType.NORMAL, "Completed", "Job completed");
                } else {
                    pods.actions().report(before.object(), EventType.WARNING, end.reason(), end.message());
                }
            });
        }
    }

    @Override
    public void close() {
        controller.close();
    }
}
