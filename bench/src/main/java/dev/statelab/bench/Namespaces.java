package dev.statelab.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.statelab.lab.LabCluster;
import dev.statelab.lab.LabOptions;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.WatchEvent;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.StreamSupport;

/**
 * Fills one lab cluster with namespaces that each have a StatefulSet of four pods, and prints what a further hundred of
 * them cost: time until all pods are Ready, heap, threads. The first argument says how many namespaces.
 */
public final class Namespaces {

    private static final int BATCH = 100;
    private static final int REPLICAS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final ObjectMapper YAML = new YAMLMapper();

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: kv}
            spec:
              clusterIP: None
              selector: {app: kv}
              ports: [{name: http, port: 5000}]
            """;

    private static final String STATEFUL_SET = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: kv}
            spec:
              serviceName: kv
              replicas: %d
              selector: {matchLabels: {app: kv}}
              template:
                metadata: {labels: {app: kv}}
                spec:
                  containers:
                    - name: app
                      image: kvstore:latest
                      imagePullPolicy: Never
                      readinessProbe: {httpGet: {path: /health, port: 5000}, periodSeconds: 10}
                      volumeMounts: [{name: data, mountPath: /data}]
              volumeClaimTemplates:
                - metadata: {name: data}
                  spec:
                    accessModes: [ReadWriteOnce]
                    resources: {requests: {storage: 1Mi}}
            """.formatted(REPLICAS);

    private final Api api;
    private final PrintStream out;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<String> ready = new HashSet<>();

    private Namespaces(Api api, PrintStream out) {
        this.api = api;
        this.out = out;
    }

    public static void main(String... args) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        int namespaces = args.length == 0 ? 10 * BATCH : Integer.parseInt(args[0]);
        try (LabCluster cluster = LabCluster.start(LabOptions.defaults().withSpeed(10))) {
            new Namespaces(cluster.api(), System.out).fill(namespaces);
        }
    }

    private void fill(int namespaces) throws ApiException, IOException, InterruptedException {
        out.println("| namespaces | pods | s for these | pods/s | heap MiB | KiB a namespace | threads |");
        out.println("| --- | --- | --- | --- | --- | --- | --- |");
        long empty = heap();
        try (Api.Watch _ = api.watch(ResourceTypes.POD, "", "", this::seen)) {
            for (int present = 0; present < namespaces; present += BATCH) {
                long start = System.nanoTime();
                for (int i = present; i < present + BATCH; i++) {
                    create("student-" + i);
                }
                awaitReady((present + BATCH) * REPLICAS);
                report(present + BATCH, System.nanoTime() - start, empty);
            }
        }
    }

    private void create(String namespace) throws ApiException, IOException {
        create(ResourceTypes.NAMESPACE, "", "{apiVersion: v1, kind: Namespace, metadata: {name: " + namespace + "}}");
        create(ResourceTypes.SERVICE, namespace, SERVICE);
        create(ResourceTypes.STATEFUL_SET, namespace, STATEFUL_SET);
    }

    private void create(ResourceType type, String namespace, String manifest) throws ApiException, IOException {
        ObjectNode _ = api.create(type, namespace, (ObjectNode) YAML.readTree(manifest));
    }

    private void seen(WatchEvent event) {
        ObjectNode pod = event.object();
        boolean isReady = StreamSupport.stream(pod.path("status").path("conditions").spliterator(), false)
                .anyMatch(condition -> condition.path("type").asText().equals("Ready")
                        && condition.path("status").asText().equals("True"));
        lock.lock();
        try {
            if (isReady) {
                ready.add(pod.path("metadata").path("uid").asText());
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void awaitReady(int pods) throws InterruptedException {
        lock.lock();
        try {
            long left = PATIENCE.toNanos();
            while (ready.size() < pods) {
                if (left <= 0) {
                    throw new IllegalStateException(ready.size() + " of " + pods + " pods ready within " + PATIENCE);
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void report(int namespaces, long nanos, long empty) {
        double seconds = nanos / (double) TimeUnit.SECONDS.toNanos(1);
        long heap = heap();
        out.printf("| %d | %d | %.1f | %.0f | %d | %d | %d |%n", namespaces, namespaces * REPLICAS, seconds,
                BATCH * REPLICAS / seconds, heap >> 20, ((heap - empty) / namespaces) >> 10,
                ManagementFactory.getThreadMXBean().getThreadCount());
    }

    /** What is in use after a full collection, in bytes. */
    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
