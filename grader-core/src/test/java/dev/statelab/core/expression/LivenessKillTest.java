package dev.statelab.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LivenessKillTest {

    private static final String PROBE = "initialDelaySeconds: 5, periodSeconds: 10, failureThreshold: 3, timeoutSeconds: 1";
    private static final String ALL_DAY = "startedAt: '2026-11-20T08:00:00Z', finishedAt: '2026-11-20T20:00:00Z'";

    /** With this probe, a container that never answers is told to end after 25 to 45 s, and has 30 s for that. */
    @ParameterizedTest
    @CsvSource({"08:00:00, false", "08:00:23, false", "08:00:24, true", "08:00:31, true", "08:01:25, true",
        "08:01:26, false", "20:00:00, false"})
    void it_is_told_by_how_long_the_container_ran(String finishedAt, boolean mayHaveEnded) throws Exception {
        assertThat(pod(PROBE, "", "startedAt: '2026-11-20T08:00:00Z', finishedAt: '2026-11-20T" + finishedAt + "Z'"))
                .isEqualTo(mayHaveEnded);
    }

    /** After a minute and a half. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # What the API server fills in, and what others leave out, are the same.
            periodSeconds: 10                                     | ''                                       | false
            terminationGracePeriodSeconds: 40                     | ''                                       | true
            initialDelaySeconds: 10                               | ''                                       | true
            initialDelaySeconds: 71                               | ''                                       | true
            initialDelaySeconds: 72                               | ''                                       | false
            timeoutSeconds: 13                                    | ''                                       | true
            periodSeconds: 10 | startupProbe: {initialDelaySeconds: 2, periodSeconds: 2, failureThreshold: 3} | true
            """)
    void each_setting_counts(String probe, String more, boolean mayHaveEnded) throws Exception {
        assertThat(pod(probe, more.isEmpty() ? "" : ", " + more,
                "startedAt: '2026-11-20T08:00:00Z', finishedAt: '2026-11-20T08:01:30Z'")).isEqualTo(mayHaveEnded);
    }

    @Test
    void who_has_never_run_before_was_not_ended() throws Exception {
        assertThat(LivenessKill.mayHaveEnded(value("{spec: {containers: [{name: app, livenessProbe: {}}]}, status: "
                + "{containerStatuses: [{name: app, lastState: {}}]}}"), "app")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            startedAt: null, finishedAt: '2026-11-20T08:01:30Z'
            finishedAt: '2026-11-20T08:01:30Z'
            startedAt: '2026-11-20T08:00:00Z'
            startedAt: 'just now', finishedAt: '2026-11-20T08:01:30Z'
            startedAt: 7, finishedAt: {}
            """)
    void a_run_of_unknown_length_says_nothing(String terminated) throws Exception {
        assertThat(pod(PROBE, "", terminated)).isFalse();
    }

    @Test
    void another_containers_run_does_not_count() throws Exception {
        Object pod = value(
                """
                        {spec: {containers: [{name: app, livenessProbe: {}}, {name: side}]}, status: {containerStatuses: [
                        {name: side, lastState: {terminated:
                        {startedAt: '2026-11-20T08:00:00Z', finishedAt: '2026-11-20T08:00:40Z'}}},
                        {name: app, lastState: {terminated: {startedAt: '2026-11-20T08:00:00Z', finishedAt: '2026-11-20T20:00:00Z'}}}
                        ]}}""");

        assertThat(LivenessKill.mayHaveEnded(pod, "app")).isFalse();
        assertThat(LivenessKill.mayHaveEnded(pod, "side")).as("it has no probe").isFalse();
    }

    @Test
    void a_pod_with_longer_to_end_may_have_taken_it() throws Exception {
        assertThat(pod(PROBE, "}], terminationGracePeriodSeconds: 43200, more: [{", ALL_DAY)).isTrue();
        assertThat(pod(PROBE, "", ALL_DAY)).isFalse();
    }

    private static boolean pod(String probe, String more, String terminated) throws Exception {
        return LivenessKill.mayHaveEnded(value("{spec: {containers: [{name: app, livenessProbe: {" + probe + "}" + more
                + "}]}, status: {containerStatuses: [{name: app, lastState: {terminated: {" + terminated + "}}}]}}"),
                "app");
    }

    private static Object value(String yaml) throws JsonProcessingException {
        return Values.of(new YAMLMapper().readTree(yaml));
    }
}
