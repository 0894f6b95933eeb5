package dev.statelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What a cluster says of the mistakes that students make: the diagnosis starts from these words. */
@OnCluster
class FaultTest {

    private static Predicate<Pod> waits(String reason) {
        return pod -> statuses(pod).stream().anyMatch(status -> status.getState().getWaiting() != null
                && reason.equals(status.getState().getWaiting().getReason()));
    }

    private static List<ContainerStatus> statuses(Pod pod) {
        List<ContainerStatus> init = pod.getStatus().getInitContainerStatuses();
        return init.isEmpty() ? pod.getStatus().getContainerStatuses() : init;
    }

    private static String waitingMessage(Pod pod) {
        return statuses(pod).getFirst().getState().getWaiting().getMessage();
    }

    private static Pod seen(Namespace namespace, StatefulSet set, String what, Predicate<Pod> holds) {
        namespace.create(set);
        return namespace.pods().untilOne(what, holds);
    }

    private static String message(Namespace namespace, String kind, String reason) {
        return namespace.events().untilOne("an event " + reason,
                event -> reason.equals(event.getReason()) && kind.equals(event.getInvolvedObject().getKind()))
                .getMessage();
    }

    @Test
    void an_image_that_is_not_there_and_may_not_be_pulled(Namespace namespace) {
        Pod pod = seen(namespace, KeyValue.withContainer(1, KeyValue.container().withImage("kvstore:nosuch")),
                "ErrImageNeverPull", waits("ErrImageNeverPull"));

        assertThat(pod.getStatus().getPhase()).isEqualTo("Pending");
        assertThat(waitingMessage(pod))
                .isEqualTo("Container image \"kvstore:nosuch\" is not present with pull policy of Never");
        assertThat(message(namespace, "Pod", "ErrImageNeverPull")).contains("kvstore:nosuch");
    }

    @Test
    void an_image_that_no_registry_has(Namespace namespace) {
        Pod pod = seen(namespace,
                KeyValue.withContainer(1,
                        KeyValue.container().withImage("localhost/statelab/nosuch:1").withImagePullPolicy("Always")),
                "ImagePullBackOff", waits("ImagePullBackOff"));

        assertThat(pod.getStatus().getPhase()).isEqualTo("Pending");
        assertThat(waitingMessage(pod)).contains("Back-off pulling image \"localhost/statelab/nosuch:1\"");
        assertThat(message(namespace, "Pod", "Failed")).isNotEmpty();
    }

    @Test
    void a_container_that_ends_again_and_again(Namespace namespace) {
        Pod pod = seen(namespace,
                KeyValue.withContainer(1, KeyValue.container().withCommand("sh", "-c", "echo boom; exit 3")),
                "CrashLoopBackOff", waits("CrashLoopBackOff"));

        ContainerStatus status = statuses(pod).getFirst();
        assertThat(status.getLastState().getTerminated().getExitCode()).isEqualTo(3);
        assertThat(status.getLastState().getTerminated().getReason()).isEqualTo("Error");
        assertThat(waitingMessage(pod)).contains("restarting failed container=app");
        assertThat(message(namespace, "Pod", "BackOff")).contains("Back-off restarting failed container app");
    }

    @Test
    void an_init_container_that_fails(Namespace namespace) {
        StatefulSet set = KeyValue.statefulSet(1).editSpec().editTemplate().editSpec()
                .withInitContainers(new ContainerBuilder().withName("init").withImage("kvstore:latest")
                        .withImagePullPolicy("Never").withCommand("sh", "-c", "echo cannot prepare; exit 1").build())
                .endSpec().endTemplate().endSpec().build();

        Pod pod = seen(namespace, set, "CrashLoopBackOff of the init container", waits("CrashLoopBackOff"));

        assertThat(pod.getStatus().getPhase()).isEqualTo("Pending");
        assertThat(pod.getStatus().getContainerStatuses()).singleElement().satisfies(status -> assertThat(
                status.getState().getWaiting().getReason()).isEqualTo("PodInitializing"));
        assertThat(pod.getStatus().getConditions()).filteredOn(c -> c.getType().equals("Initialized"))
                .extracting(PodCondition::getReason).containsExactly("ContainersNotInitialized");
    }

    @Test
    void a_container_that_takes_more_memory_than_it_may(Namespace namespace) {
        ContainerBuilder container = KeyValue.container().withCommand("tail", "/dev/zero")
                .withNewResources().addToLimits("memory", new Quantity("32Mi")).endResources();

        Pod pod = seen(namespace, KeyValue.withContainer(1, container), "OOMKilled",
                p -> statuses(p).stream().anyMatch(status -> status.getLastState().getTerminated() != null
                        && status.getLastState().getTerminated().getReason().equals("OOMKilled")));

        assertThat(statuses(pod).getFirst().getLastState().getTerminated().getExitCode()).isEqualTo(137);
    }

    @Test
    void a_key_of_a_config_map_that_is_not_there(Namespace namespace) {
        ContainerBuilder container = KeyValue.container().addNewEnv().withName("X").withNewValueFrom()
                .withNewConfigMapKeyRef("k", "nosuch", false).endValueFrom().endEnv();

        Pod pod = seen(namespace, KeyValue.withContainer(1, container), "CreateContainerConfigError",
                waits("CreateContainerConfigError"));

        assertThat(waitingMessage(pod)).isEqualTo("configmap \"nosuch\" not found");
    }

    @Test
    void a_user_that_the_pod_does_not_allow(Namespace namespace) {
        StatefulSet set = KeyValue.statefulSet(1).editSpec().editTemplate().editSpec()
                .withNewSecurityContext().withRunAsNonRoot(true).withRunAsUser(0L).endSecurityContext()
                .endSpec().endTemplate().endSpec().build();

        Pod pod = seen(namespace, set, "CreateContainerConfigError", waits("CreateContainerConfigError"));

        assertThat(waitingMessage(pod)).contains("runAsUser breaks non-root policy");
    }

    @Test
    void a_probe_that_fails(Namespace namespace) {
        Pod pod = seen(namespace, KeyValue.neverReady(1).build(), "a running pod",
                p -> p.getStatus().getPhase().equals("Running"));

        namespace.events().untilOne("a failed probe", event -> event.getMessage() != null && event.getMessage()
                .contains("Readiness probe failed: HTTP probe failed with statuscode: 404"));
        assertThat(pod.getStatus().getConditions()).filteredOn(c -> c.getType().equals("Ready"))
                .extracting(PodCondition::getReason).containsExactly("ContainersNotReady");
    }

    @Test
    void a_storage_class_that_is_not_there(Namespace namespace) {
        StatefulSet set = KeyValue.statefulSet(1).editSpec().editFirstVolumeClaimTemplate().editSpec()
                .withStorageClassName("nosuch").endSpec().endVolumeClaimTemplate().endSpec().build();

        Pod pod = seen(namespace, set, "an unschedulable pod", p -> p.getStatus().getConditions().stream()
                .anyMatch(c -> "Unschedulable".equals(c.getReason())));

        PersistentVolumeClaim claim = namespace.claims().untilOne("a claim", _ -> true);
        assertThat(claim.getStatus().getPhase()).isEqualTo("Pending");
        assertThat(pod.getStatus().getConditions()).filteredOn(c -> c.getType().equals("PodScheduled"))
                .singleElement().satisfies(c -> assertThat(c.getMessage())
                        .contains("pod has unbound immediate PersistentVolumeClaims"));
        assertThat(message(namespace, "PersistentVolumeClaim", "ProvisioningFailed"))
                .isEqualTo("storageclass.storage.k8s.io \"nosuch\" not found");
    }

    @Test
    void more_than_any_node_has(Namespace namespace) {
        ContainerBuilder container = KeyValue.container().withNewResources()
                .addToRequests("cpu", new Quantity("640")).endResources();

        Pod pod = seen(namespace, KeyValue.withContainer(1, container), "an unschedulable pod",
                p -> p.getStatus().getConditions().stream().anyMatch(c -> "Unschedulable".equals(c.getReason())));

        assertThat(pod.getSpec().getNodeName()).isNull();
        assertThat(message(namespace, "Pod", "FailedScheduling")).contains("Insufficient cpu");
    }
}
