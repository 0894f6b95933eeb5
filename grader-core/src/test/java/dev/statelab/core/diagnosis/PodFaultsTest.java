package dev.statelab.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.Listing;
import dev.statelab.core.cluster.PodLog;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.judging.Json;
import dev.statelab.core.judging.States;
import dev.statelab.core.result.RootCause;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Faults of pods that no recorded state has. */
class PodFaultsTest {

    @Test
    void an_image_cannot_have_any_name() {
        States states = Patients.waiting("InvalidImageName", "couldn't parse image name \"KV:1\"");
        Patients.spec(states).put("image", "KV:1");

        RootCause cause = Patients.diagnose(states);

        assertThat(cause.title()).isEqualTo("'KV:1' cannot be the name of an image");
        assertThat(cause.finding().found())
                .isEqualTo("container app of pod kv-0: couldn't parse image name \"KV:1\"");
    }

    @Test
    void an_image_that_would_be_more_than_a_word_to_a_shell_is_in_no_command() {
        States states = Patients.waiting("ErrImageNeverPull", "");
        Patients.spec(states).put("image", "kv;reboot");

        assertThat(Patients.diagnose(states).finding().hint()).doesNotContain("docker save").contains("import");
    }

    @Test
    void an_image_that_the_node_has_needs_no_pull() {
        States states = Patients.waiting("ImagePullBackOff", "Back-off pulling image \"kvstore\"");
        Patients.spec(states).put("image", "kvstore").put("imagePullPolicy", "Always");
        Listing nodes = new Listing.Listed(States.empty().add("""
                {"apiVersion":"v1","kind":"Node","metadata":{"name":"lab"},
                 "status":{"images":[{"names":["docker.io/library/kvstore:latest"]}]}}""").all("Node"));

        RootCause cause = Patients.diagnosed(
                Findings.of(states.state()).with(new Question.Objects("lab", ResourceKind.NODE), nodes),
                Patients.of(states)).orElseThrow();

        assertThat(cause.finding().found()).endsWith("the node itself has this image");
        assertThat(cause.finding().hint()).startsWith("`imagePullPolicy: Never`");
    }

    @Test
    void a_registry_that_cannot_be_reached_is_no_wrong_name() {
        States states = Patients.waiting("ErrImagePull",
                "rpc error: code = Unknown desc = failed to pull and unpack image"
                        + " \"r.example/a:1\": dial tcp: lookup r.example: no such host");

        assertThat(Patients.diagnose(states).finding().hint()).startsWith("the registry could not be asked");
    }

    @Test
    void a_key_that_a_config_map_does_not_have_is_named_with_those_that_it_has() {
        States states = Patients.waiting("CreateContainerConfigError", "couldn't find key colour in ConfigMap lab/cfg")
                .add("""
                        {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"cfg"},"data":{"color":"red","size":"1"}}""");

        RootCause cause = Patients.diagnose(states);

        assertThat(cause.title()).isEqualTo("ConfigMap cfg has no key colour");
        assertThat(cause.finding().found()).isEqualTo("it has the keys color, size");
    }

    @Test
    void what_a_secret_holds_is_never_told() {
        States states = Patients.waiting("CreateContainerConfigError", "couldn't find key b in Secret lab/s")
                .add("{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"s\"},\"data\":{\"a\":\"cGFzc3dvcmQ=\"}}");

        assertThat(CauseText.of(Patients.diagnose(states))).contains("keys a").doesNotContain("cGFzc3dvcmQ");
    }

    @Test
    void a_volume_of_a_config_map_that_is_not_there_cannot_be_mounted() {
        States states = Patients.event(Patients.waiting("ContainerCreating", ""), "Pod", "kv-0", "FailedMount",
                "MountVolume.SetUp failed for volume \"cfg\" : configmap \"settings\" not found");

        assertThat(Patients.diagnose(states).title()).isEqualTo("ConfigMap settings does not exist");
    }

    @Test
    void another_volume_that_cannot_be_mounted_is_told_in_the_kubelets_words() {
        States states = Patients.event(Patients.waiting("ContainerCreating", ""), "Pod", "kv-0", "FailedMount",
                "MountVolume.SetUp failed for volume \"nfs\" : exit status 32");

        RootCause cause = Patients.diagnose(states);

        assertThat(cause.title()).isEqualTo("A volume of pod kv-0 cannot be mounted");
        assertThat(cause.finding().found()).contains("exit status 32");
    }

    @Test
    void a_command_that_the_image_does_not_have_cannot_be_started() {
        States states = Patients.container(
                """
                        "state":{"waiting":{"reason":"CrashLoopBackOff"}},"lastState":{"terminated":{"exitCode":128,
                         "reason":"StartError","message":"failed to create containerd task: runc create failed: exec: \\"serve\\": executable file not found in $PATH"}}""");

        RootCause cause = Patients.diagnose(states);

        assertThat(cause.title()).isEqualTo("Container app cannot be started");
        assertThat(cause.finding().found())
                .isEqualTo("container app of pod kv-0: exec: \"serve\": executable file not found in $PATH");
    }

    @Test
    void a_container_that_may_not_read_its_file_ends_for_that_reason() {
        States states = Patients.container("""
                "restartCount":3,"state":{"waiting":{"reason":"CrashLoopBackOff"}},
                 "lastState":{"terminated":{"exitCode":1,"reason":"Error"}}""");
        states.change("Pod", "kv-0", pod -> ((ObjectNode) pod.get("spec")).putObject("securityContext").put("runAsUser",
                1000));

        RootCause cause = Patients.diagnosed(
                Findings.of(states.state()).with(new Question.Log("kv-0", "app", true), new PodLog.Written(
                        "Traceback\nPermissionError: [Errno 13] Permission denied: '/data/store.json'\n")),
                Patients.of(states)).orElseThrow();

        assertThat(cause.log()).containsExactly("Traceback",
                "PermissionError: [Errno 13] Permission denied: '/data/store.json'");
        assertThat(cause.finding().hint()).startsWith("`fsGroup: 1000` in the pod's `securityContext`");
    }

    @Test
    void a_server_that_goes_into_the_background_ends_with_exit_code_0() {
        States states = Patients.container("""
                "restartCount":2,"state":{"waiting":{"reason":"CrashLoopBackOff"}},
                 "lastState":{"terminated":{"exitCode":0,"reason":"Completed"}}""");

        assertThat(Patients.diagnose(states).finding().hint()).startsWith("run the server in the foreground");
    }

    @Test
    void a_liveness_probe_that_fails_is_the_cause_of_the_restarts() {
        States states = Patients.container(
                """
                        "restartCount":4,"state":{"running":{}},"lastState":{"terminated":{"exitCode":137,"reason":"Error"}}""");
        Patients.spec(states).putObject("livenessProbe").putObject("httpGet").put("path", "/live").put("port", 5000);
        Patients.event(states, "Pod", "kv-0", "Killing", "Container app failed liveness probe, will be restarted");
        Patients.event(states, "Pod", "kv-0", "Unhealthy",
                "Liveness probe failed: HTTP probe failed with statuscode: 404");

        RootCause cause = Patients.diagnose(states);

        assertThat(cause.title()).isEqualTo("The liveness probe fails, so that the kubelet restarts container app");
        assertThat(cause.finding().expected()).isEqualTo("a status from 200 to 399 for GET /live on port 5000");
    }

    @Test
    void a_probe_of_another_port_than_the_container_declares_is_told_so() {
        States states = Patients.running();
        Patients.spec(states).putObject("readinessProbe").putObject("tcpSocket").put("port", 8080);
        Patients.event(states, "Pod", "kv-0", "Unhealthy",
                "Readiness probe failed: dial tcp 10.42.0.5:8080: connect: connection refused");

        RootCause cause = Patients.diagnose(states);

        assertThat(cause.finding().found()).isEqualTo(
                "connection refused: nothing listens on port 8080; the container declares port 5000");
        assertThat(cause.finding().hint())
                .isEqualTo("`port` of the readinessProbe as the container declares it, port 5000");
    }

    @Test
    void a_probe_by_a_command_is_told_with_what_it_printed() {
        States states = Patients.running();
        Patients.spec(states).putObject("startupProbe").putObject("exec").putArray("command").add("cat").add("/ok");
        Patients.event(states, "Pod", "kv-0", "Unhealthy", "Startup probe failed: cat: /ok: No such file or directory");

        RootCause cause = Patients.diagnose(states);

        assertThat(cause.title()).isEqualTo("The startup probe fails in container app");
        assertThat(cause.finding().found()).isEqualTo("cat: /ok: No such file or directory");
    }

    @Test
    void what_no_rule_knows_is_told_by_conditions_and_the_last_warning() {
        States states = Patients.event(Patients.pod("""
                {"phase":"Failed","reason":"Evicted","message":"The node was low on memory."}"""), "Pod", "kv-0",
                "Evicted",
                "The node was low on resource: memory.");

        RootCause cause = Patients.diagnose(states);

        assertThat(cause.title()).isEqualTo("Pod kv-0 is not Ready");
        assertThat(cause.finding().found()).isEqualTo("phase Failed (Evicted: The node was low on memory.);"
                + " last warning (Evicted: The node was low on resource: memory.)");
    }

    @Test
    void a_pod_on_its_way_out_has_no_fault() {
        States states = Patients.waiting("ErrImageNeverPull", "").change("Pod", "kv-0",
                pod -> pod.withObject("/metadata").put("deletionTimestamp", "2026-11-20T19:05:00Z"));

        assertThat(Patients.diagnosed(Findings.of(states.state()), Patients.of(states))).isEmpty();
    }

    @Test
    void of_a_set_made_in_parallel_the_first_pod_tells_and_the_others_follow() {
        States states = States.recorded("healthy-3").remove("Event")
                .changeAll("StatefulSet", set -> ((ObjectNode) set.get("spec")).put("podManagementPolicy", "Parallel"))
                .changeAll("Pod", pod -> pod.set("status", Json.object("""
                        {"phase":"Pending","containerStatuses":[{"name":"app","ready":false,
                         "state":{"waiting":{"reason":"InvalidImageName"}}}]}""")));

        RootCause cause = Patients.diagnose(states);

        assertThat(cause.id()).isEqualTo("image-name Pod/kv-0");
        assertThat(cause.consequences()).isEqualTo(List.of("pods kv-1, kv-2 are not Ready either"));
    }
}
