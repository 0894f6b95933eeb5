package dev.statelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statelab.core.cluster.Command;
import dev.statelab.core.cluster.CommandAnswer;
import dev.statelab.core.cluster.CommandAnswer.Ended;
import dev.statelab.core.cluster.CommandAnswer.NoEnd;
import dev.statelab.core.cluster.CommandAnswer.NotRunning;
import dev.statelab.core.cluster.CommandAnswer.NotStarted;
import dev.statelab.core.cluster.PatchRequest;
import dev.statelab.core.cluster.PatchRequest.Change;
import dev.statelab.core.cluster.Patching;
import dev.statelab.core.cluster.PodAnswer;
import dev.statelab.core.cluster.PodAnswer.Answered;
import dev.statelab.core.cluster.PodAnswer.NoAnswer;
import dev.statelab.core.cluster.PodAnswer.NotListening;
import dev.statelab.core.cluster.PodRequest;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.ScaleRequest;
import dev.statelab.core.cluster.Scaling;
import dev.statelab.core.cluster.Target;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the steps of a task do to a cluster, as the grader does it. */
@OnCluster
class StepTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static void start(Namespace namespace) {
        namespace.create(KeyValue.headlessService());
        namespace.create(KeyValue.statefulSet(1).build());
        Pod _ = namespace.pods().untilOne("a ready pod", KeyValue::isReady);
    }

    private static CommandAnswer exec(Namespace namespace, Duration timeout, String... words)
            throws InterruptedException {
        return namespace.cluster().grader()
                .exec(new Command(namespace.name(), "kv-0", "app", List.of(words), 100_000, timeout));
    }

    private static CommandAnswer exec(Namespace namespace, String... words) throws InterruptedException {
        return exec(namespace, Duration.ofSeconds(30), words);
    }

    private static PodAnswer get(Namespace namespace, String service, int port) throws InterruptedException {
        return namespace.cluster().grader()
                .send(new PodRequest(namespace.name(), new Target.Service(service), port, "GET",
                        "/health", Map.of(), "", Duration.ofSeconds(10)));
    }

    @Test
    void a_command_prints_and_ends_with_its_code(Namespace namespace) throws Exception {
        start(namespace);

        assertThat(exec(namespace, "sh", "-c", "echo found; echo missing >&2; exit 7"))
                .isInstanceOfSatisfying(Ended.class, ended -> {
                    assertThat(ended.exitCode()).isEqualTo(7);
                    assertThat(ended.stdout().text()).isEqualTo("found\n");
                    assertThat(ended.stderr().text()).isEqualTo("missing\n");
                });
        assertThat(exec(namespace, "true")).isInstanceOfSatisfying(Ended.class,
                ended -> assertThat(ended.exitCode()).isZero());
    }

    @Test
    void long_output_comes_whole(Namespace namespace) throws Exception {
        start(namespace);

        assertThat(exec(namespace, "sh", "-c",
                "i=0; while [ $i -lt 3000 ]; do echo 0123456789012345678; i=$((i+1)); done"))
                .isInstanceOfSatisfying(Ended.class, ended -> {
                    assertThat(ended.stdout().size()).isEqualTo(60_000);
                    assertThat(ended.stdout().text()).endsWith("0123456789012345678\n");
                });
    }

    @Test
    void a_command_that_the_image_does_not_have_does_not_start(Namespace namespace) throws Exception {
        start(namespace);

        assertThat(exec(namespace, "no-such-command")).isInstanceOf(NotStarted.class);
        assertThat(exec(namespace, "/no/such/command")).isInstanceOf(NotStarted.class);
    }

    @Test
    void a_command_that_does_not_end_is_given_up(Namespace namespace) throws Exception {
        start(namespace);

        assertThat(exec(namespace, Duration.ofSeconds(2), "sh", "-c", "echo begun; sleep 20"))
                .isInstanceOfSatisfying(NoEnd.class,
                        noEnd -> assertThat(noEnd.stdout().text()).isEqualTo("begun\n"));
    }

    @Test
    void a_command_needs_a_container_that_runs(Namespace namespace) throws Exception {
        assertThat(exec(namespace, "true")).isInstanceOf(NotRunning.class);

        start(namespace);
        assertThat(
                namespace.cluster().grader().exec(new Command(namespace.name(), "kv-0", "another", List.of("true"), 1,
                        Duration.ofSeconds(30))))
                .isInstanceOf(NotRunning.class);
    }

    @Test
    void files_are_told_by_stock_tools(Namespace namespace) throws Exception {
        start(namespace);
        exec(namespace, "sh", "-c", "printf 12345 > /data/x; chmod 640 /data/x");

        assertThat(exec(namespace, "stat", "-L", "-c", "%s %u %g %a %F", "/data/x"))
                .isInstanceOfSatisfying(Ended.class,
                        ended -> assertThat(ended.stdout().text()).matches("5 1000 [0-9]+ 640 regular file\n"));
        assertThat(exec(namespace, "ls", "-lndL", "/data/x")).isInstanceOfSatisfying(Ended.class,
                ended -> assertThat(ended.stdout().text()).matches("-rw-r-----\\S? +1 +1000 +[0-9]+ +5 .*/data/x\n"));
        assertThat(exec(namespace, "sh", "-c",
                "stat -L -c '%s %u %g %a %F' \"$0\" >&2 && { [ ! -f \"$0\" ] || cat \"$0\"; }", "/data/x"))
                .isInstanceOfSatisfying(Ended.class, ended -> {
                    assertThat(ended.stdout().text()).isEqualTo("12345");
                    assertThat(ended.stderr().text()).matches("5 1000 [0-9]+ 640 regular file\n");
                });
        assertThat(exec(namespace, "stat", "-L", "-c", "%s %u %g %a %F", "/data/nosuch"))
                .isInstanceOfSatisfying(Ended.class, ended -> {
                    assertThat(ended.exitCode()).isEqualTo(1);
                    assertThat(ended.stderr().text()).endsWith("No such file or directory\n");
                });
    }

    @Test
    void a_service_leads_to_a_ready_pod(Namespace namespace) throws Exception {
        start(namespace);
        EndpointSlice _ = namespace.readyEndpoints(1);

        assertThat(get(namespace, "kv-headless", KeyValue.PORT)).isInstanceOfSatisfying(Answered.class, answered -> {
            assertThat(answered.status()).isEqualTo(200);
            assertThat(answered.body()).contains("kv-0");
        });
    }

    @Test
    void a_service_that_leads_nowhere_says_so(Namespace namespace) throws Exception {
        namespace.create(KeyValue.headlessService());

        assertThat(get(namespace, "kv-headless", KeyValue.PORT)).isInstanceOf(NotListening.class);
        assertThat(get(namespace, "kv-headless", 81)).isInstanceOf(NoAnswer.class);
        assertThat(get(namespace, "nosuch", KeyValue.PORT)).isInstanceOf(NoAnswer.class);
    }

    @Test
    void a_workload_is_scaled_only_from_the_number_that_it_has(Namespace namespace) throws Exception {
        StatefulSet set = namespace.create(KeyValue.statefulSet(1).build());
        Pod _ = namespace.pods().untilOne("a ready pod", KeyValue::isReady);
        ScaleRequest request = new ScaleRequest(ResourceKind.STATEFUL_SET, namespace.name(), "kv",
                set.getMetadata().getUid(), 1, 0);

        assertThat(namespace.cluster().grader().scale(request)).isEqualTo(new Scaling.Accepted());
        Present<Pod> _ = namespace.pods().until("no pod", Collection::isEmpty);
        assertThat(namespace.cluster().grader().scale(request)).isEqualTo(new Scaling.OtherNumber(0));
        assertThat(namespace.cluster().grader().scale(request.reversed())).isEqualTo(new Scaling.Accepted());
        Pod _ = namespace.pods().untilOne("a ready pod", KeyValue::isReady);
        assertThat(namespace.statefulSet("kv").get().getSpec().getReplicas()).isOne();
        assertThat(namespace.cluster().grader().scale(
                new ScaleRequest(ResourceKind.STATEFUL_SET, namespace.name(), "kv", "another", 1, 0)))
                .isEqualTo(new Scaling.NoSuchWorkload());
    }

    @Test
    void fields_of_a_workload_are_changed_only_from_what_they_are(Namespace namespace) throws Exception {
        StatefulSet set = namespace.create(KeyValue.statefulSet(1).build());
        String uid = set.getMetadata().getUid();
        List<String> strategy = List.of("spec", "updateStrategy");
        JsonNode rolling = MAPPER.readTree("{\"type\": \"RollingUpdate\"}");
        PatchRequest request = new PatchRequest(ResourceKind.STATEFUL_SET, namespace.name(), "kv", uid,
                List.of(new Change(strategy, rolling, MAPPER.readTree("{\"type\": \"OnDelete\"}"))));

        assertThat(namespace.cluster().grader().patch(request)).isEqualTo(new Patching.Accepted());
        assertThat(namespace.statefulSet("kv").get().getSpec().getUpdateStrategy().getType()).isEqualTo("OnDelete");
        assertThat(namespace.cluster().grader().patch(request)).isEqualTo(new Patching.OtherValues());
        assertThat(namespace.cluster().grader().patch(request.reversed())).isEqualTo(new Patching.Accepted());
        assertThat(namespace.statefulSet("kv").get().getSpec().getUpdateStrategy().getType())
                .isEqualTo("RollingUpdate");
        assertThat(namespace.cluster().grader().patch(new PatchRequest(ResourceKind.STATEFUL_SET, namespace.name(),
                "kv", uid, List.of(new Change(strategy, rolling, MAPPER.readTree("{\"type\": \"Recreate\"}"))))))
                .isInstanceOfSatisfying(Patching.Refused.class,
                        refused -> assertThat(refused.why()).contains("spec.updateStrategy"));
        assertThat(namespace.cluster().grader().patch(new PatchRequest(ResourceKind.STATEFUL_SET, namespace.name(),
                "kv", "another", request.changes()))).isEqualTo(new Patching.NoSuchWorkload());
    }
}
