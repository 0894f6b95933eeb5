package dev.statelab.contract;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.Map;

/** The key-value store in a StatefulSet {@code kv}, which a test changes where it is about something else. */
final class KeyValue {

    static final String NAME = "kv";
    static final int PORT = 5000;

    private static final Map<String, String> LABELS = Map.of("app", NAME);

    private KeyValue() {}

    static Service headlessService() {
        return new ServiceBuilder()
                .withNewMetadata().withName("kv-headless").withLabels(LABELS).endMetadata()
                .withNewSpec()
                .withClusterIP("None")
                .withSelector(LABELS)
                .addNewPort().withName("http").withPort(PORT).endPort()
                .endSpec()
                .build();
    }

    /** With a claim {@code data} for each pod, and pods that are Ready when the application answers. */
    static StatefulSetBuilder statefulSet(int replicas) {
        return new StatefulSetBuilder()
                .withNewMetadata().withName(NAME).withLabels(LABELS).endMetadata()
                .withNewSpec()
                .withServiceName("kv-headless")
                .withReplicas(replicas)
                .withNewSelector().withMatchLabels(LABELS).endSelector()
                .withNewTemplate()
                .withNewMetadata().withLabels(LABELS).endMetadata()
                .withNewSpec()
                .withTerminationGracePeriodSeconds(1L)
                .withNewSecurityContext().withFsGroup(1000L).endSecurityContext()
                .withContainers(container().build())
                .endSpec()
                .endTemplate()
                .addNewVolumeClaimTemplate()
                .withNewMetadata().withName("data").endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withNewResources().addToRequests("storage", new Quantity("1Mi")).endResources()
                .endSpec()
                .endVolumeClaimTemplate()
                .endSpec();
    }

    static ContainerBuilder container() {
        return new ContainerBuilder()
                .withName("app")
                .withImage("kvstore:latest")
                .withImagePullPolicy("Never")
                .addNewPort().withName("http").withContainerPort(PORT).endPort()
                .withNewReadinessProbe()
                .withNewHttpGet().withPath("/health").withNewPort(PORT).endHttpGet()
                .withPeriodSeconds(1)
                .endReadinessProbe()
                .addNewVolumeMount().withName("data").withMountPath("/data").endVolumeMount();
    }

    /** As {@link #statefulSet}, with another container. */
    static StatefulSet withContainer(int replicas, ContainerBuilder container) {
        return statefulSet(replicas)
                .editSpec().editTemplate().editSpec().withContainers(container.build()).endSpec().endTemplate()
                .endSpec()
                .build();
    }

    /** As {@link #statefulSet}, with pods that never become Ready. */
    static StatefulSetBuilder neverReady(int replicas) {
        return new StatefulSetBuilder(withContainer(replicas,
                container().editReadinessProbe().editHttpGet().withPath("/nosuch").endHttpGet().endReadinessProbe()));
    }

    static boolean isReady(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getStatus().getConditions().stream().anyMatch(
                        condition -> condition.getType().equals("Ready") && condition.getStatus().equals("True"));
    }

    static String uid(Pod pod) {
        return pod.getMetadata().getUid();
    }
}
