package dev.statelab.contract;

import static dev.statelab.contract.KeyValue.isReady;
import static dev.statelab.contract.KeyValue.uid;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.Watcher.Action;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pods with names, an order, and claims of their own. */
@OnCluster
class StatefulSetTest {

    private static boolean areReady(Collection<Pod> pods, int count) {
        return pods.size() == count && pods.stream().allMatch(KeyValue::isReady);
    }

    private static Present<Pod> started(Namespace namespace, StatefulSet set) {
        int replicas = set.getSpec().getReplicas();
        namespace.create(set);
        return namespace.pods().until(replicas + " ready pods", present -> areReady(present, replicas));
    }

    /** Where in the journal something is first true of a pod. */
    private static int first(Journal<Pod> pods, String name, Predicate<Pod> holds) {
        List<Journal.Entry<Pod>> entries = pods.entries();
        return IntStream.range(0, entries.size())
                .filter(i -> entries.get(i).object().getMetadata().getName().equals(name)
                        && holds.test(entries.get(i).object()))
                .findFirst()
                .orElseThrow();
    }

    private static String revision(Pod pod) {
        return pod.getMetadata().getLabels().getOrDefault("controller-revision-hash", "");
    }

    /** Gives the template another value of a variable, so that there is another revision. */
    private static void update(Namespace namespace) {
        namespace.statefulSet("kv").patch(PatchContext.of(PatchType.STRATEGIC_MERGE), """
                {"spec": {"template": {"spec": {"containers": [
                  {"name": "app", "env": [{"name": "REVISION", "value": "2"}]}]}}}}""");
    }

    @Test
    void each_pod_is_made_only_when_the_one_before_it_is_ready(Namespace namespace) {
        Journal<Pod> pods = namespace.pods();

        namespace.create(KeyValue.statefulSet(3).build());

        pods.until("3 ready pods", present -> areReady(present, 3));
        assertThat(pods.names(Action.ADDED)).containsExactly("kv-0", "kv-1", "kv-2");
        assertThat(first(pods, "kv-0", KeyValue::isReady)).isLessThan(first(pods, "kv-1", _ -> true));
        assertThat(first(pods, "kv-1", KeyValue::isReady)).isLessThan(first(pods, "kv-2", _ -> true));
    }

    @Test
    void with_parallel_pod_management_no_pod_waits_for_another(Namespace namespace) {
        Journal<Pod> pods = namespace.pods();

        namespace.create(KeyValue.neverReady(3).editSpec().withPodManagementPolicy("Parallel").endSpec().build());

        pods.until("3 running pods, none of them ready", present -> present.size() == 3
                && present.stream().allMatch(pod -> pod.getStatus().getPhase().equals("Running") && !isReady(pod)));
    }

    @Test
    void a_pod_that_is_not_ready_holds_back_the_next(Namespace namespace) {
        Journal<Event> events = namespace.events();
        namespace.create(KeyValue.neverReady(2).build());

        events.untilOne("a failed probe of kv-0", event -> "Unhealthy".equals(event.getReason()));

        assertThat(namespace.client().pods().inNamespace(namespace.name()).list().getItems())
                .extracting(pod -> pod.getMetadata().getName()).containsExactly("kv-0");
    }

    @Test
    void a_pod_says_which_one_it_is_and_whose(Namespace namespace) {
        StatefulSet set = namespace.create(KeyValue.statefulSet(1).build());

        Pod pod = namespace.pods().untilOne("a ready pod", KeyValue::isReady);

        assertThat(pod.getMetadata().getLabels())
                .containsEntry("app", "kv")
                .containsEntry("statefulset.kubernetes.io/pod-name", "kv-0")
                .containsEntry("apps.kubernetes.io/pod-index", "0")
                .containsKey("controller-revision-hash");
        assertThat(pod.getSpec().getHostname()).isEqualTo("kv-0");
        assertThat(pod.getSpec().getSubdomain()).isEqualTo("kv-headless");
        assertThat(pod.getMetadata().getOwnerReferences()).singleElement().satisfies(owner -> {
            assertThat(owner.getKind()).isEqualTo("StatefulSet");
            assertThat(owner.getUid()).isEqualTo(set.getMetadata().getUid());
            assertThat(owner.getController()).isTrue();
        });
    }

    @Test
    void each_pod_has_a_claim_that_is_bound_and_belongs_to_nobody(Namespace namespace) {
        Present<Pod> pods = started(namespace, KeyValue.statefulSet(2).build());

        Present<PersistentVolumeClaim> claims = namespace.claims().until("2 bound claims",
                present -> present.size() == 2 && present.stream().allMatch(c -> c.getStatus().getPhase()
                        .equals("Bound")));

        assertThat(claims.names()).containsOnly("data-kv-0", "data-kv-1");
        assertThat(claims.one("data-kv-0").getMetadata().getOwnerReferences()).isEmpty();
        assertThat(claims.one("data-kv-0").getMetadata().getLabels()).containsEntry("app", "kv");
        assertThat(pods.one("kv-1").getSpec().getVolumes())
                .filteredOn(volume -> volume.getName().equals("data"))
                .extracting(volume -> volume.getPersistentVolumeClaim().getClaimName())
                .containsExactly("data-kv-1");
    }

    @Test
    void a_deleted_pod_comes_back_with_its_name_and_its_claim(Namespace namespace) {
        Pod before = started(namespace, KeyValue.statefulSet(1).build()).one("kv-0");
        String claim = namespace.claims().untilOne("a claim", _ -> true).getMetadata().getUid();
        Journal<Pod> pods = namespace.pods();

        namespace.client().resource(before).withGracePeriod(1L).delete();

        Pod after = pods.untilOne("another ready pod", pod -> isReady(pod) && !uid(pod).equals(uid(before)));
        assertThat(after.getMetadata().getName()).isEqualTo("kv-0");
        assertThat(namespace.claims().untilOne("a claim", _ -> true).getMetadata().getUid()).isEqualTo(claim);
        int deleted = IntStream.range(0, pods.entries().size())
                .filter(i -> pods.entries().get(i).action() == Action.DELETED)
                .findFirst()
                .orElseThrow();
        assertThat(deleted).isLessThan(first(pods, "kv-0", pod -> uid(pod).equals(uid(after))));
    }

    @Test
    void scaling_down_ends_the_last_pods_first_and_keeps_their_claims(Namespace namespace) {
        started(namespace, KeyValue.statefulSet(3).build());
        Journal<Pod> pods = namespace.pods();

        namespace.statefulSet("kv").scale(1);

        pods.until("1 pod", present -> present.size() == 1 && pods.names(Action.DELETED).size() == 2);
        assertThat(pods.names(Action.DELETED)).containsExactly("kv-2", "kv-1");
        assertThat(namespace.claims().until("3 claims", present -> present.size() == 3).names())
                .containsOnly("data-kv-0", "data-kv-1", "data-kv-2");
    }

    @Test
    void scaling_up_again_gives_a_pod_the_claim_that_it_had(Namespace namespace) {
        started(namespace, KeyValue.statefulSet(2).build());
        String claim = namespace.client().persistentVolumeClaims().inNamespace(namespace.name()).withName("data-kv-1")
                .get().getMetadata().getUid();
        Journal<Pod> pods = namespace.pods();
        namespace.statefulSet("kv").scale(1);
        pods.until("1 pod", present -> present.size() == 1 && pods.names(Action.DELETED).size() == 1);

        namespace.statefulSet("kv").scale(2);

        pods.until("2 ready pods", present -> areReady(present, 2));
        assertThat(namespace.client().persistentVolumeClaims().inNamespace(namespace.name()).withName("data-kv-1")
                .get().getMetadata().getUid()).isEqualTo(claim);
    }

    @Test
    void an_update_replaces_the_last_pod_first_and_one_at_a_time(Namespace namespace) {
        Present<Pod> before = started(namespace, KeyValue.statefulSet(3).build());
        Journal<Pod> pods = namespace.pods();

        update(namespace);

        pods.until("3 other ready pods", present -> areReady(present, 3)
                && present.stream().noneMatch(pod -> revision(pod).equals(revision(before.one("kv-0")))));
        assertThat(pods.names(Action.DELETED)).containsExactly("kv-2", "kv-1", "kv-0");
        assertThat(first(pods, "kv-2", pod -> isReady(pod) && !uid(pod).equals(uid(before.one("kv-2")))))
                .isLessThan(first(pods, "kv-1", pod -> pod.getMetadata().getDeletionTimestamp() != null));
    }

    @Test
    void a_partition_keeps_the_pods_below_it_as_they_are(Namespace namespace) {
        Present<Pod> before = started(namespace, KeyValue.statefulSet(3)
                .editSpec().withNewUpdateStrategy().withType("RollingUpdate")
                .withNewRollingUpdate().withPartition(2).endRollingUpdate().endUpdateStrategy().endSpec()
                .build());
        Journal<Pod> pods = namespace.pods();

        update(namespace);

        namespace.statefulSets().untilOne("1 updated replica, ready",
                set -> set.getStatus().getObservedGeneration() == 2
                        && Integer.valueOf(1).equals(set.getStatus().getUpdatedReplicas())
                        && Integer.valueOf(3).equals(set.getStatus().getReadyReplicas()));
        assertThat(pods.present().one("kv-0")).extracting(KeyValue::uid).isEqualTo(uid(before.one("kv-0")));
        assertThat(pods.present().one("kv-1")).extracting(KeyValue::uid).isEqualTo(uid(before.one("kv-1")));
        assertThat(pods.names(Action.DELETED)).containsExactly("kv-2");
    }

    @Test
    void with_on_delete_a_pod_is_updated_when_somebody_deletes_it(Namespace namespace) {
        Present<Pod> before = started(namespace, KeyValue.statefulSet(2)
                .editSpec().withNewUpdateStrategy().withType("OnDelete").endUpdateStrategy().endSpec()
                .build());
        update(namespace);
        StatefulSet set = namespace.statefulSets().untilOne("an update revision", s -> s.getStatus()
                .getObservedGeneration() == 2);
        Journal<Pod> pods = namespace.pods();

        namespace.client().resource(before.one("kv-0")).withGracePeriod(1L).delete();

        Pod after = pods.untilOne("another ready kv-0", pod -> isReady(pod)
                && pod.getMetadata().getName().equals("kv-0") && !uid(pod).equals(uid(before.one("kv-0"))));
        assertThat(revision(after)).isEqualTo(set.getStatus().getUpdateRevision());
        assertThat(uid(pods.present().one("kv-1"))).isEqualTo(uid(before.one("kv-1")));
    }

    @Test
    void the_status_counts_what_is_there(Namespace namespace) {
        started(namespace, KeyValue.statefulSet(2).build());

        StatefulSet set = namespace.statefulSets().untilOne("2 ready replicas",
                s -> Integer.valueOf(2).equals(s.getStatus().getAvailableReplicas()));

        assertThat(set.getStatus().getReplicas()).isEqualTo(2);
        assertThat(set.getStatus().getReadyReplicas()).isEqualTo(2);
        assertThat(set.getStatus().getCurrentReplicas()).isEqualTo(2);
        assertThat(set.getStatus().getUpdatedReplicas()).isEqualTo(2);
        assertThat(set.getStatus().getObservedGeneration()).isEqualTo(1);
        assertThat(set.getStatus().getCurrentRevision()).isEqualTo(set.getStatus().getUpdateRevision());
    }

    @Test
    void a_deleted_set_takes_its_pods_along_and_leaves_its_claims(Namespace namespace) {
        started(namespace, KeyValue.statefulSet(2).build());
        Journal<Pod> pods = namespace.pods();

        namespace.statefulSet("kv").delete();

        pods.until("no pods", Collection::isEmpty);
        assertThat(namespace.claims().until("2 claims", present -> present.size() == 2).names())
                .containsOnly("data-kv-0", "data-kv-1");
    }

    @Test
    void a_retention_policy_can_take_the_claims_along_too(Namespace namespace) {
        started(namespace, KeyValue.statefulSet(2)
                .editSpec().withNewPersistentVolumeClaimRetentionPolicy("Delete", "Delete").endSpec()
                .build());
        Journal<PersistentVolumeClaim> claims = namespace.claims();
        namespace.statefulSet("kv").scale(1);
        claims.until("1 claim", present -> present.size() == 1);

        namespace.statefulSet("kv").delete();

        claims.until("no claims", Collection::isEmpty);
    }

    @Test
    void pods_that_an_orphaning_deletion_left_belong_to_the_next_set(Namespace namespace) {
        Pod before = started(namespace, KeyValue.statefulSet(1).build()).one("kv-0");
        namespace.statefulSet("kv").withPropagationPolicy(DeletionPropagation.ORPHAN)
                .delete();
        Journal<Pod> pods = namespace.pods();
        pods.untilOne("a pod without an owner", pod -> pod.getMetadata().getOwnerReferences().isEmpty());
        namespace.statefulSets().until("no StatefulSet", Collection::isEmpty);

        StatefulSet set = namespace.create(KeyValue.statefulSet(1).build());

        Pod adopted = pods.untilOne("a pod with an owner", pod -> pod.getMetadata().getOwnerReferences().stream()
                .map(OwnerReference::getUid).anyMatch(set.getMetadata().getUid()::equals));
        assertThat(uid(adopted)).isEqualTo(uid(before));
    }

    @Test
    void ordinals_can_start_elsewhere(Namespace namespace) {
        namespace.create(KeyValue.statefulSet(2).editSpec().withNewOrdinals(5).endSpec().build());

        assertThat(namespace.pods().until("2 ready pods", present -> areReady(present, 2)).names()).containsOnly("kv-5",
                "kv-6");
    }
}
