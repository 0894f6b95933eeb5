package dev.statelab.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Manifests for tests. */
public final class Manifests {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private Manifests() {}

    public static ObjectNode yaml(String text) {
        try {
            JsonNode read = YAML.readTree(text);
            return (ObjectNode) read;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public static ObjectNode namespace(String name) {
        return yaml("{apiVersion: v1, kind: Namespace, metadata: {name: %s}}".formatted(name));
    }

    public static ObjectNode serviceAccount(String name) {
        return yaml("{apiVersion: v1, kind: ServiceAccount, metadata: {name: %s}}".formatted(name));
    }

    public static ObjectNode configMap(String name) {
        return yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: %s}, data: {color: blue}}".formatted(name));
    }

    public static ObjectNode pod(String name) {
        return yaml("""
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, labels: {app: kv}}
                spec:
                  terminationGracePeriodSeconds: 20
                  containers: [{name: app, image: 'kvstore:latest'}]
                """.formatted(name));
    }

    public static ObjectNode podOnNode(String name) {
        ObjectNode pod = pod(name);
        pod.withObjectProperty("spec").put("nodeName", "lab");
        return pod;
    }

    public static ObjectNode statefulSet(String name) {
        return yaml("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: %s}
                spec:
                  serviceName: kv-headless
                  replicas: 1
                  selector: {matchLabels: {app: kv}}
                  template:
                    metadata: {labels: {app: kv}}
                    spec:
                      containers:
                        - name: app
                          image: kvstore:latest
                          imagePullPolicy: Never
                          volumeMounts: [{name: data, mountPath: /data}]
                  volumeClaimTemplates:
                    - metadata: {name: data}
                      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Mi}}}
                """.formatted(name));
    }
}
