package dev.statelab.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

/** What is seen from inside a container, and what a container says. */
@OnCluster
class InsideTest {

    private static final int SECONDS = 30;

    private record Ended(int code, String out, String err) {}

    private static PodResource started(Namespace namespace, StatefulSet set) {
        namespace.create(KeyValue.headlessService());
        namespace.create(set);
        Pod pod = namespace.pods().untilOne("a ready pod", KeyValue::isReady);
        return namespace.client().pods().inNamespace(namespace.name()).withName(pod.getMetadata().getName());
    }

    private static Ended exec(PodResource pod, String script)
            throws InterruptedException, ExecutionException, TimeoutException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (ExecWatch exec = pod.writingOutput(out).writingError(err).exec("sh", "-c", script)) {
            int code = exec.exitCode().get(SECONDS, TimeUnit.SECONDS);
            return new Ended(code, out.toString(UTF_8), err.toString(UTF_8));
        }
    }

    @Test
    void a_command_prints_and_ends_with_its_code(Namespace namespace) throws Exception {
        PodResource pod = started(namespace, KeyValue.statefulSet(1).build());

        Ended ended = exec(pod, "echo found; echo missing >&2; exit 7");

        assertThat(ended).isEqualTo(new Ended(7, "found\n", "missing\n"));
    }

    @Test
    void a_process_is_in_the_group_that_its_empty_dir_belongs_to(Namespace namespace) throws Exception {
        PodResource pod = started(namespace, KeyValue.statefulSet(1)
                .editSpec().withVolumeClaimTemplates().editTemplate().editSpec()
                .withNewSecurityContext().withFsGroup(2000L).endSecurityContext()
                .addNewVolume().withName("data").withNewEmptyDir().endEmptyDir().endVolume()
                .endSpec().endTemplate().endSpec().build());

        assertThat(exec(pod, "id -u").out()).isEqualTo("1000\n");
        assertThat(exec(pod, "id -G").out().strip().split(" ")).contains("2000");
        assertThat(exec(pod, "stat -c '%g %a' /data").out()).isEqualTo("2000 2777\n");
    }

    @Test
    void a_pod_may_say_itself_whom_it_asks_for_names(Namespace namespace) throws Exception {
        PodResource pod = started(namespace, KeyValue.statefulSet(1)
                .editSpec().editTemplate().editSpec().withDnsPolicy("None").withNewDnsConfig()
                .addToNameservers("192.0.2.1").addToSearches("lab.example")
                .addNewOption().withName("ndots").withValue("2").endOption().endDnsConfig()
                .endSpec().endTemplate().endSpec().build());

        assertThat(exec(pod, "cat /etc/resolv.conf").out()).isEqualTo("""
                search lab.example
                nameserver 192.0.2.1
                options ndots:2
                """);
    }

    /** As local-path makes them, for which fsGroup does nothing; other provisioners' volumes are given to the group. */
    @Test
    void a_volume_on_the_nodes_disk_keeps_its_group_and_may_be_written_by_anyone(Namespace namespace)
            throws Exception {
        PodResource pod = started(namespace, KeyValue.statefulSet(1)
                .editSpec().editTemplate().editSpec().withNewSecurityContext().withFsGroup(2000L).endSecurityContext()
                .endSpec().endTemplate().endSpec().build());
        String volume = namespace.claims().untilOne("a bound claim",
                claim -> "Bound".equals(claim.getStatus().getPhase())).getSpec().getVolumeName();
        assumeThat(namespace.client().persistentVolumes().withName(volume).get().getSpec().getHostPath())
                .describedAs("the default StorageClass makes hostPath volumes").isNotNull();

        assertThat(exec(pod, "stat -c '%g %a' /data").out()).isEqualTo("0 777\n");
    }

    @Test
    void a_folder_that_the_node_did_not_have_belongs_to_root(Namespace namespace) throws Exception {
        PodResource pod = started(namespace, KeyValue.statefulSet(1)
                .editSpec().editTemplate().editSpec()
                .addNewVolume().withName("node").withNewHostPath().withPath("/var/tmp/" + namespace.name())
                .withType("DirectoryOrCreate").endHostPath().endVolume()
                .editFirstContainer()
                .addNewVolumeMount().withName("node").withMountPath("/node").endVolumeMount()
                .addNewVolumeMount().withName("node").withMountPath("/part").withSubPath("part").endVolumeMount()
                .endContainer().endSpec().endTemplate().endSpec().build());

        assertThat(exec(pod, "stat -c '%u %g %a' /node /part").out()).isEqualTo("0 0 755\n0 0 755\n");
        assertThat(exec(pod, "touch /node/x").code()).isEqualTo(1);
        assertThat(exec(pod, "touch /part/x").code()).isEqualTo(1);
    }

    @Test
    void a_pod_is_known_by_its_own_name_and_by_that_of_its_service(Namespace namespace) throws Exception {
        PodResource pod = started(namespace, KeyValue.statefulSet(1).build());
        String ip = pod.get().getStatus().getPodIP();
        String domain = "kv-headless." + namespace.name() + ".svc.cluster.local";

        assertThat(exec(pod, "hostname").out()).isEqualTo("kv-0\n");
        assertThat(exec(pod, "getent hosts kv-0.kv-headless").out()).startsWith(ip).contains("kv-0." + domain);
        assertThat(exec(pod, "getent hosts kv-0." + domain).out()).startsWith(ip);
        assertThat(exec(pod, "getent hosts kv-headless").out()).startsWith(ip);
    }

    @Test
    void another_pod_has_no_name_where_the_statefulset_names_another_service(Namespace namespace) throws Exception {
        PodResource pod = started(namespace, KeyValue.statefulSet(2)
                .editSpec().withServiceName("nosuch").endSpec().build());
        namespace.pods().until("2 ready pods",
                present -> present.size() == 2 && present.stream().allMatch(KeyValue::isReady));

        assertThat(exec(pod, "getent hosts kv-1.kv-headless").code()).isEqualTo(2);
        assertThat(exec(pod, "getent hosts kv-1.nosuch").code()).isEqualTo(2);
    }

    @Test
    void what_a_container_printed_is_in_its_log(Namespace namespace) {
        PodResource pod = started(namespace, KeyValue.withContainer(1, KeyValue.container()
                .withNewReadinessProbe().withNewExec().withCommand("test", "-f", "/tmp/printed").endExec()
                .withPeriodSeconds(1).endReadinessProbe()
                .withCommand("sh", "-c", "echo one; echo two; touch /tmp/printed; sleep 600")));

        assertThat(pod.getLog()).isEqualTo("one\ntwo\n");
        assertThat(pod.tailingLines(1).getLog()).isEqualTo("two\n");
    }

    @Test
    void the_log_of_the_run_before_is_kept(Namespace namespace) {
        namespace.create(KeyValue.withContainer(1, KeyValue.container().withReadinessProbe(null)
                .withCommand("sh", "-c", "echo boom; exit 3")));
        namespace.pods().untilOne("a back-off", pod -> pod.getStatus().getContainerStatuses().stream()
                .anyMatch(status -> status.getState().getWaiting() != null
                        && "CrashLoopBackOff".equals(status.getState().getWaiting().getReason())));

        assertThat(namespace.client().pods().inNamespace(namespace.name()).withName("kv-0").terminated().getLog())
                .isEqualTo("boom\n");
    }

    @Test
    void a_forwarded_port_leads_to_the_application(Namespace namespace) throws IOException {
        PodResource pod = started(namespace, KeyValue.statefulSet(1).build());

        try (LocalPortForward forward = pod.portForward(KeyValue.PORT, InetAddress.getLoopbackAddress(), 0);
                Response response = new OkHttpClient().newCall(new okhttp3.Request.Builder()
                        .url("http://127.0.0.1:" + forward.getLocalPort() + "/health").build()).execute()) {
            assertThat(response.code()).isEqualTo(200);
            assertThat(response.body().string()).contains("kv-0");
        }
    }
}
