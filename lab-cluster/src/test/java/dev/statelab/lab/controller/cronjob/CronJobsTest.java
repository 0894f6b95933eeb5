package dev.statelab.lab.controller.cronjob;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.lab.Workbench;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.WatchEvent;
import dev.statelab.lab.api.object.Metadata;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** CronJobs on a whole lab cluster whose minutes take half a second. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
final class CronJobsTest {

    private final Workbench bench = Workbench.start(120);

    @AfterEach
    void close() {
        bench.close();
    }

    /** @param spec further fields of the CronJob's spec, in YAML */
    private void create(String spec, String script) throws Exception {
        bench.create("""
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: tick}
                spec:
                  schedule: '* * * * *'
                  %s
                  jobTemplate:
                    metadata: {labels: {kind: tick}}
                    spec:
                      backoffLimit: 0
                      template:
                        spec:
                          restartPolicy: Never
                          terminationGracePeriodSeconds: 1
                          containers:
                            - {name: app, image: busybox, imagePullPolicy: Never, command: [sh, -c, '%s']}
                """.formatted(spec, script));
    }

    private static Instant scheduled(JsonNode job) {
        return Instant.parse(
                job.at("/metadata/annotations/batch.kubernetes.io~1cronjob-scheduled-timestamp").asText());
    }

    @Test
    void aJobStartsEveryMinute() throws Exception {
        create("suspend: false", "exit 0");

        var jobs = bench.awaitAll(ResourceTypes.JOB, all -> all.size() >= 2);

        assertThat(jobs).allSatisfy(job -> {
            assertThat(Metadata.name(job)).isEqualTo("tick-" + scheduled(job).getEpochSecond() / 60);
            assertThat(scheduled(job).getEpochSecond() % 60).isZero();
            assertThat(Metadata.labels(job)).containsEntry("kind", "tick");
        });
        bench.awaitEvent("tick", "SuccessfulCreate: Created job " + Metadata.name(jobs.getFirst()));
        bench.await(ResourceTypes.CRON_JOB, "tick", cronJob -> !cronJob.at("/status/lastSuccessfulTime").asText()
                .isEmpty() && !cronJob.at("/status/lastScheduleTime").asText().isEmpty());
    }

    @Test
    void onlySomeOfTheEndedJobsAreKept() throws Exception {
        create("successfulJobsHistoryLimit: 1", "exit 0");

        var first = Metadata.name(bench.await(ResourceTypes.JOB, "", job -> Workbench.holds(job, "Complete")));
        bench.awaitGone(ResourceTypes.JOB, first);

        bench.awaitEvent("tick", "SuccessfulDelete: Deleted job " + first);
    }

    @Test
    void aJobThatIsStillActiveKeepsTheNextOneFromStarting() throws Exception {
        create("concurrencyPolicy: Forbid", "sleep 100000");

        bench.awaitEvent("tick", "JobAlreadyActive: Not starting job because prior execution is running and "
                + "concurrency policy is Forbid");

        assertThat(bench.list(ResourceTypes.JOB)).hasSize(1);
        assertThat(bench.get(ResourceTypes.CRON_JOB, "tick").at("/status/active")).hasSize(1);
    }

    @Test
    void aJobThatIsStillActiveIsReplaced() throws Exception {
        create("concurrencyPolicy: Replace", "sleep 100000");
        var first = Metadata.name(bench.await(ResourceTypes.JOB, "", _ -> true));

        bench.awaitGone(ResourceTypes.JOB, first);
        bench.await(ResourceTypes.JOB, "", job -> !Metadata.name(job).equals(first));
    }

    @Test
    void aSuspendedCronJobStartsNothing() throws Exception {
        List<String> started = new CopyOnWriteArrayList<>();
        try (var _ = bench.watch(ResourceTypes.JOB, event -> {
            if (event.type() == WatchEvent.Type.ADDED) {
                started.add(Metadata.name(event.object()));
            }
        })) {
            create("suspend: true", "exit 0");
            bench.create("""
                    apiVersion: batch/v1
                    kind: CronJob
                    metadata: {name: other}
                    spec:
                      schedule: '* * * * *'
                      jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [
                        {name: app, image: busybox, imagePullPolicy: Never, command: ['true']}]}}}}
                    """);

            bench.awaitAll(ResourceTypes.JOB, all -> all.size() >= 2);
        }
        assertThat(started).hasSizeGreaterThanOrEqualTo(2).allMatch(name -> name.startsWith("other-"));
    }
}
