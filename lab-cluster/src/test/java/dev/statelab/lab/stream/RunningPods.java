package dev.statelab.lab.stream;

import dev.statelab.lab.LabCluster;
import dev.statelab.lab.LabOptions;
import dev.statelab.lab.kubectl.Kubectl;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A lab cluster with pods in its default namespace that are there to be talked to. */
record RunningPods(LabCluster cluster, KubernetesClient client) implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    static RunningPods start() {
        return start(UnaryOperator.identity());
    }

    static RunningPods start(UnaryOperator<LabOptions> options) {
        LabCluster cluster = LabCluster.start(options.apply(LabOptions.defaults().withSpeed(5)));
        return new RunningPods(cluster,
                new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(cluster.kubeconfig())).build());
    }

    Kubectl kubectl(Path folder) {
        return Kubectl.on(cluster, folder);
    }

    /** Creates objects, and waits until the pods among them are ready. */
    RunningPods with(String manifests) {
        for (var object : client.load(new ByteArrayInputStream(manifests.getBytes(StandardCharsets.UTF_8))).items()) {
            client.resource(object).inNamespace("default").create();
            if (object instanceof Pod pod) {
                client.pods().inNamespace("default").withName(pod.getMetadata().getName())
                        .waitUntilCondition(found -> found != null && Readiness.isPodReady(found), PATIENCE_SECONDS,
                                TimeUnit.SECONDS);
            }
        }
        return this;
    }

    /** A pod with one container, {@code main}, of busybox, that waits. */
    RunningPods withShell(String name) {
        return with("""
                apiVersion: v1
                kind: Pod
                metadata: {name: %s}
                spec:
                  terminationGracePeriodSeconds: 0
                  containers: [{name: main, image: busybox, command: [sleep, "100000"]}]
                """.formatted(name));
    }

    @Override
    public void close() {
        client.close();
        cluster.close();
    }
}
