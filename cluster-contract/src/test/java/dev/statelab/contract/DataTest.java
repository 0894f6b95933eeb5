package dev.statelab.contract;

import static dev.statelab.contract.KeyValue.PORT;
import static dev.statelab.contract.KeyValue.isReady;
import static dev.statelab.contract.KeyValue.uid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.cluster.PodAnswer.Answered;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import org.junit.jupiter.api.Test;

/** What outlives a pod, and what does not. */
@OnCluster
class DataTest {

    private static Journal<Pod> started(Namespace namespace, StatefulSet set) {
        namespace.create(set);
        Journal<Pod> pods = namespace.pods();
        pods.until("all pods ready", present -> present.size() == set.getSpec().getReplicas()
                && present.stream().allMatch(KeyValue::isReady));
        return pods;
    }

    private static void replace(Namespace namespace, Journal<Pod> pods) {
        Pod before = pods.present().one("kv-0");
        namespace.client().resource(before).withGracePeriod(1L).delete();
        pods.untilOne("another ready pod", pod -> isReady(pod) && !uid(pod).equals(uid(before)));
    }

    @Test
    void a_file_on_a_claim_is_there_after_a_restart(Namespace namespace) throws InterruptedException {
        Journal<Pod> pods = started(namespace, KeyValue.statefulSet(1).build());
        String _ = namespace.body("POST", "kv-0", PORT, "/obj/key", "lasting");

        replace(namespace, pods);

        assertThat(namespace.body("GET", "kv-0", PORT, "/obj/key", "")).isEqualTo("lasting");
    }

    @Test
    void a_file_in_an_empty_dir_is_gone_with_its_pod(Namespace namespace) throws InterruptedException {
        Journal<Pod> pods = started(namespace, KeyValue.statefulSet(1)
                .editSpec().withVolumeClaimTemplates().editTemplate().editSpec()
                .addNewVolume().withName("data").withNewEmptyDir().endEmptyDir().endVolume()
                .endSpec().endTemplate().endSpec().build());
        String _ = namespace.body("POST", "kv-0", PORT, "/obj/key", "fleeting");

        replace(namespace, pods);

        assertThat(namespace.send("GET", "kv-0", PORT, "/obj/key", "")).isInstanceOfSatisfying(Answered.class,
                answered -> assertThat(answered.status()).isEqualTo(404));
    }

    @Test
    void a_file_beside_the_mounted_volume_is_gone_with_its_container(Namespace namespace)
            throws InterruptedException {
        Journal<Pod> pods = started(namespace, KeyValue.withContainer(1,
                KeyValue.container().editFirstVolumeMount().withMountPath("/var/elsewhere").endVolumeMount()));
        String _ = namespace.body("POST", "kv-0", PORT, "/obj/key", "fleeting");

        replace(namespace, pods);

        assertThat(namespace.send("GET", "kv-0", PORT, "/obj/key", "")).isInstanceOfSatisfying(Answered.class,
                answered -> assertThat(answered.status()).isEqualTo(404));
    }

    @Test
    void each_pod_has_files_of_its_own(Namespace namespace) throws InterruptedException {
        started(namespace, KeyValue.statefulSet(2).build());

        String _ = namespace.body("POST", "kv-0", PORT, "/obj/key", "mine");

        assertThat(namespace.send("GET", "kv-1", PORT, "/obj/key", "")).isInstanceOfSatisfying(Answered.class,
                answered -> assertThat(answered.status()).isEqualTo(404));
    }

    @Test
    void a_volume_that_is_mounted_read_only_takes_no_file(Namespace namespace) throws InterruptedException {
        started(namespace, KeyValue.withContainer(1,
                KeyValue.container().editFirstVolumeMount().withReadOnly(true).endVolumeMount()));

        assertThat(namespace.send("POST", "kv-0", PORT, "/obj/key", "value")).isInstanceOfSatisfying(Answered.class,
                answered -> {
                    assertThat(answered.status()).isEqualTo(500);
                    assertThat(answered.body()).contains("Read-only file system");
                });
    }
}
