package dev.statelab.lab.stream;

import dev.statelab.lab.LabCluster;
import dev.statelab.lab.LabOptions;
import dev.statelab.lab.kubectl.Kubectl;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
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
    private static final int REQUEST_MILLIS = 60_000;

    static RunningPods start() {
        return start(UnaryOperator.identity());
    }

    static RunningPods start(UnaryOperator<LabOptions> options) {
        LabCluster cluster = LabCluster.start(options.apply(LabOptions.defaults().withSpeed(5)));
        // The client repeats what takes longer than this, and a busy machine may be slow.
        Config config = new ConfigBuilder(Config.fromKubeconfig(cluster.kubeconfig()))
                .withRequestTimeout(REQUEST_MILLIS).withConnectionTimeout(REQUEST_MILLIS).build();
        return new RunningPods(cluster, new KubernetesClientBuilder().withConfig(config).build());
    }

    Kubectl kubectl(Path folder) {
        return Kubectl.on(cluster, folder);
    }

    /** Creates objects, and waits until the pods among them are ready. */
    RunningPods with(String manifests) {
        for (var object : client.load(new ByteArrayInputStream(manifests.getBytes(StandardCharsets.UTF_8))).items()) {
            client.resource(object).inNamespace("default").serverSideApply();
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
