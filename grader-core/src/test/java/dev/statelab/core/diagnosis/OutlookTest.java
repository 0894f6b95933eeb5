package dev.statelab.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.diagnosis.Outlook.Prospect;
import dev.statelab.core.judging.Json;
import dev.statelab.core.judging.States;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Judges every recorded state; what a StatefulSet called kv can still come to. */
class OutlookTest {

    private static Outlook outlook(States states) {
        return Outlook.of(states.state(), states.all("StatefulSet").stream());
    }

    @ParameterizedTest
    @ValueSource(strings = {"healthy-3", "scaled-down-pvcs-kept", "partitioned-update", "empty-dir-instead-of-claims",
        "wrong-service-name", "statefulset-deleted-pvcs-kept"})
    void what_is_as_it_is_meant_to_be_is_at_rest(String recording) {
        Outlook outlook = outlook(States.recorded(recording));

        assertThat(outlook.prospect()).describedAs(outlook.summary()).isEqualTo(Prospect.AT_REST);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            err-image-never-pull | pod kv-0: ErrImageNeverPull: Container image "kvstore:nosuch" is not present with pull policy of Never
            image-pull-backoff | pod kv-0: ImagePullBackOff: Back-off pulling image "nosuch/image:1": ErrImagePull: rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/nosuch/image:1": failed to resolve reference "docker.io/nosuch/image:1": docker.io/nosuch/image:1: not found
            crash-loop-backoff | pod kv-0: CrashLoopBackOff: container app ended 4 times, last with exit code 3 (Error)
            init-crash-loop | pod kv-0: CrashLoopBackOff: container init ended 4 times, last with exit code 1 (Error)
            oom-killed | pod kv-0: CrashLoopBackOff: container app ended 4 times, last with exit code 137 (OOMKilled)
            create-container-config-error | pod kv-0: CreateContainerConfigError: configmap "nosuch" not found
            pvc-pending-no-storageclass | pod kv-0: waits for its volume: claim data-kv-0: Pending: storageclass.storage.k8s.io "nosuch" not found
            unschedulable | pod kv-0: Unschedulable: 0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.
            """)
    void what_cannot_recover_is_hopeless_and_says_why(String recording, String why) {
        Outlook outlook = outlook(States.recorded(recording));

        assertThat(outlook.prospect()).describedAs(outlook.summary()).isEqualTo(Prospect.HOPELESS);
        assertThat(outlook.troubles()).extracting(Standing::toString).containsExactly(why);
    }

    @Test
    void a_container_that_may_not_run_as_root_is_hopeless() {
        Outlook outlook = outlook(States.recorded("run-as-non-root-refused"));

        assertThat(outlook.prospect()).isEqualTo(Prospect.HOPELESS);
        assertThat(outlook.summary()).startsWith("pod kv-0: CreateContainerConfigError: container has runAsNonRoot");
    }

    @Test
    void a_failing_probe_may_recover_but_is_a_trouble() {
        Outlook outlook = outlook(States.recorded("not-ready"));

        assertThat(outlook.prospect()).isEqualTo(Prospect.CHANGING);
        assertThat(outlook.isOnlyStarting()).isFalse();
        assertThat(outlook.troubles()).extracting(Standing::toString)
                .containsExactly("pod kv-0: container app runs, but is not Ready: "
                        + "Readiness probe failed: HTTP probe failed with statuscode: 404");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a container is created | {"phase":"Pending","conditions":[{"type":"PodScheduled","status":"True"}],"containerStatuses":[{"name":"app","ready":false,"restartCount":0,"state":{"waiting":{"reason":"ContainerCreating"}},"lastState":{}}]}
            nothing is known yet   | {"phase":"Pending"}
            the scheduler waits for the claim | {"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":"0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims."}]}
            it runs for a moment | {"phase":"Running","containerStatuses":[{"name":"app","ready":false,"restartCount":0,"state":{"running":{}},"lastState":{}}]}
            """)
    void a_pod_with_nothing_wrong_is_starting(String when, String status) {
        States states = States.recorded("healthy-3").change("Pod", "kv-1",
                pod -> pod.set("status", Json.object(status)));

        Outlook outlook = outlook(states);

        assertThat(outlook.prospect()).describedAs(when).isEqualTo(Prospect.CHANGING);
        assertThat(outlook.isOnlyStarting()).describedAs(outlook.summary()).isTrue();
    }

    @Test
    void one_crash_is_a_trouble_that_may_pass() {
        States states = States.recorded("healthy-3").change("Pod", "kv-1", pod -> pod.set("status", Json.object("""
                {"phase":"Running","containerStatuses":[{"name":"app","ready":false,"restartCount":0,
                 "state":{"terminated":{"exitCode":2,"reason":"Error"}},"lastState":{}}]}""")));

        Outlook outlook = outlook(states);

        assertThat(outlook.prospect()).isEqualTo(Prospect.CHANGING);
        assertThat(outlook.troubles()).extracting(Standing::toString)
                .containsExactly("pod kv-1: crashed: container app ended 1 time, last with exit code 2 (Error)");
    }

    @Test
    void a_pod_that_shuts_down_is_on_its_way() {
        States states = States.recorded("healthy-3").change("Pod", "kv-1",
                pod -> pod.withObject("/metadata").put("deletionTimestamp", "2026-11-20T19:05:00Z"));

        Outlook outlook = outlook(states);

        assertThat(outlook.isOnlyStarting()).isTrue();
    }

    @Test
    void a_pod_that_is_missing_is_on_its_way() {
        Outlook outlook = outlook(States.recorded("healthy-3").remove("Pod", "kv-2"));

        assertThat(outlook.isOnlyStarting()).isTrue();
        assertThat(outlook.summary()).isEqualTo("StatefulSet kv: 2 of 3 pods");
    }

    @Test
    void a_pod_that_cannot_be_created_is_hopeless() {
        // given: what responses/list-events-volume-mount-unknown.json has recorded
        States states = States.recorded("healthy-3").remove("Pod");
        String uid = states.find("StatefulSet", "kv").path("metadata").path("uid").asText();
        states.remove("Event")
                .add("""
                        {"apiVersion":"v1","kind":"Event","metadata":{"name":"kv.1","uid":"e"},"reason":"FailedCreate","count":10,
                         "involvedObject":{"kind":"StatefulSet","name":"kv","uid":"%s"},"lastTimestamp":"2026-11-20T19:08:21Z",
                         "message":"create Pod kv-0 in StatefulSet kv failed"}"""
                        .formatted(uid));

        Outlook outlook = outlook(states);

        assertThat(outlook.prospect()).isEqualTo(Prospect.HOPELESS);
        assertThat(outlook.summary())
                .isEqualTo("StatefulSet kv: FailedCreate: create Pod kv-0 in StatefulSet kv failed");
    }

    @Test
    void a_change_that_the_controller_has_not_seen_is_on_its_way() {
        States states = States.recorded("healthy-3").changeAll("StatefulSet",
                set -> set.withObject("/metadata").put("generation", 2));

        assertThat(outlook(states).isOnlyStarting()).isTrue();
    }

    @Test
    void a_rolling_update_is_on_its_way() {
        States states = States.recorded("healthy-3").changeAll("StatefulSet",
                set -> set.withObject("/status").put("updatedReplicas", 1));

        assertThat(outlook(states).summary()).isEqualTo("StatefulSet kv: rolling update");
    }

    @Test
    void other_pods_of_the_namespace_do_not_matter() {
        States states = States.recorded("err-image-never-pull");

        assertThat(Outlook.of(states.state(), Stream.empty()).prospect()).isEqualTo(Prospect.AT_REST);
    }
}
