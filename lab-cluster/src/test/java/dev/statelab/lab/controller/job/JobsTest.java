package dev.statelab.lab.controller.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.Workbench;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.object.Metadata;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Jobs on a whole lab cluster, through its API. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
final class JobsTest {

    private final Workbench bench = Workbench.start(20);

    @AfterEach
    void close() {
        bench.close();
    }

    /** @param spec further fields of the Job's spec, in YAML */
    private void create(String spec, String restartPolicy, String script) throws Exception {
        bench.create("""
                apiVersion: batch/v1
                kind: Job
                metadata: {name: work}
                spec:
                  %s
                  template:
                    spec:
                      restartPolicy: %s
                      terminationGracePeriodSeconds: 1
                      containers:
                        - {name: app, image: busybox, imagePullPolicy: Never, command: [sh, -c, '%s']}
                """.formatted(spec, restartPolicy, script));
    }

    private ObjectNode finished(String condition) throws Exception {
        return bench.await(ResourceTypes.JOB, "work", job -> Workbench.holds(job, condition));
    }

    @Test
    void aJobIsCompleteWhenItsPodHasSucceeded() throws Exception {
        create("backoffLimit: 2", "Never", "exit 0");

        var job = finished("Complete");

        assertThat(Workbench.reason(job, "SuccessCriteriaMet"))
                .isEqualTo("CompletionsReached: Reached expected number of succeeded pods");
        assertThat(Workbench.reason(job, "Complete")).isEqualTo(Workbench.reason(job, "SuccessCriteriaMet"));
        assertThat(job.at("/status/succeeded").asInt()).isEqualTo(1);
        assertThat(job.path("status").has("active")).isFalse();
        assertThat(job.at("/status/completionTime").asText()).isGreaterThanOrEqualTo(
                job.at("/status/startTime").asText());
        bench.awaitEvent("work", "Completed: Job completed");
        assertThat(bench.events("work").getFirst()).matches("SuccessfulCreate: Created pod: work-[a-z0-9]{5}");
    }

    @Test
    void soManyPodsRunAtATimeUntilEnoughHaveSucceeded() throws Exception {
        create("completions: 4\n  parallelism: 2", "Never", "sleep 1");
        var most = new AtomicInteger();

        try (var _ = bench.watch(ResourceTypes.JOB,
                event -> most.accumulateAndGet(event.object().at("/status/active").asInt(), Math::max))) {
            var job = finished("Complete");

            assertThat(job.at("/status/succeeded").asInt()).isEqualTo(4);
        }
        assertThat(most).hasValueLessThanOrEqualTo(2);
        assertThat(bench.list(ResourceTypes.POD)).hasSize(4);
    }

    @Test
    void aJobFailsWhenTooManyPodsHaveFailed() throws Exception {
        create("backoffLimit: 1", "Never", "exit 3");

        var job = finished("Failed");

        assertThat(Workbench.reason(job, "FailureTarget"))
                .isEqualTo("BackoffLimitExceeded: Job has reached the specified backoff limit");
        assertThat(Workbench.reason(job, "Failed")).isEqualTo(Workbench.reason(job, "FailureTarget"));
        assertThat(job.at("/status/failed").asInt()).isEqualTo(2);
        bench.awaitEvent("work", "BackoffLimitExceeded: Job has reached the specified backoff limit");
    }

    @Test
    void aContainerThatFailsIsRestartedInItsPod() throws Exception {
        create("backoffLimit: 5", "OnFailure", "test -e /tmp/done || exit 1");

        var pod = bench.await(ResourceTypes.POD, "",
                now -> now.at("/status/containerStatuses/0/restartCount").asInt() == 1);

        assertThat(pod.at("/status/containerStatuses/0/lastState/terminated/exitCode").asInt()).isEqualTo(1);
        assertThat(bench.list(ResourceTypes.POD)).hasSize(1);
    }

    @Test
    void aJobThatTakesTooLongFailsAndItsPodsGo() throws Exception {
        create("activeDeadlineSeconds: 3", "Never", "sleep 3600");

        var job = finished("Failed");

        assertThat(Workbench.reason(job, "Failed"))
                .isEqualTo("DeadlineExceeded: Job was active longer than specified deadline");
        assertThat(bench.awaitAll(ResourceTypes.POD, List::isEmpty)).isEmpty();
    }

    @Test
    void aFinishedJobGoesAfterItsTime() throws Exception {
        create("ttlSecondsAfterFinished: 5", "Never", "exit 0");
        finished("Complete");

        bench.awaitGone(ResourceTypes.JOB, "work");

        assertThat(bench.awaitAll(ResourceTypes.POD, List::isEmpty)).isEmpty();
    }

    @Test
    void eachIndexIsDoneOnce() throws Exception {
        create("completionMode: Indexed\n  completions: 3\n  parallelism: 3", "Never",
                "test \"work-$JOB_COMPLETION_INDEX\" = \"$HOSTNAME\"");

        var job = finished("Complete");

        assertThat(job.at("/status/completedIndexes").asText()).isEqualTo("0-2");
        assertThat(bench.list(ResourceTypes.POD))
                .extracting(pod -> pod.at("/metadata/annotations/batch.kubernetes.io~1job-completion-index").asText())
                .containsExactlyInAnyOrder("0", "1", "2");
        assertThat(bench.list(ResourceTypes.POD)).extracting(Metadata::name)
                .allMatch(name -> name.matches("work-[0-2]-[a-z0-9]{5}"));
    }

    @Test
    void aSuspendedJobRunsNothingUntilItIsResumed() throws Exception {
        create("suspend: true", "Never", "exit 0");
        var suspended = bench.await(ResourceTypes.JOB, "work", job -> Workbench.holds(job, "Suspended"));
        var podsWhileSuspended = bench.list(ResourceTypes.POD);

        bench.editSpec(ResourceTypes.JOB, "work", spec -> spec.put("suspend", false));
        var job = finished("Complete");

        assertThat(suspended.path("status").has("startTime")).isFalse();
        assertThat(podsWhileSuspended).isEmpty();
        assertThat(Workbench.reason(job, "Suspended")).isEqualTo("JobResumed: Job resumed");
    }
}
