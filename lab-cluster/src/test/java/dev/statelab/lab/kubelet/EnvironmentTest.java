package dev.statelab.lab.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Manifests;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EnvironmentTest {

    private static final Map<String, String> CONFIG_MAPS = Map.of("settings", "{data: {color: blue, size: '3'}}");
    private static final Map<String, String> SECRETS = Map.of("login", "{data: {password: c2VzYW1l}}");
    private static final String SERVICE = """
            {metadata: {name: my-db}, spec: {clusterIP: 10.43.0.9, ports: [{name: sql, port: 5432, protocol: TCP}]}}""";

    /** A namespace with a ConfigMap, a Secret and a Service. */
    private static final NamespaceObjects OBJECTS = new NamespaceObjects() {

        @Override
        public Optional<ObjectNode> configMap(String name) {
            return Optional.ofNullable(CONFIG_MAPS.get(name)).map(Manifests::yaml);
        }

        @Override
        public Optional<ObjectNode> secret(String name) {
            return Optional.ofNullable(SECRETS.get(name)).map(Manifests::yaml);
        }

        @Override
        public List<ObjectNode> services() {
            return List.of(Manifests.yaml(SERVICE));
        }

        @Override
        public Found<String> token(Pod pod, List<String> audiences, Duration lifetime) {
            return new Found.Value<>("token of " + pod.name() + " for " + audiences + " and " + lifetime);
        }
    };

    private static Found<Map<String, String>> environment(String container) {
        var pod = new Pod(Manifests.yaml("""
                metadata: {name: kv-0, namespace: task-02, uid: u, labels: {app: kv}}
                spec: {nodeName: lab, enableServiceLinks: false, containers: [%s]}
                """.formatted(container)));
        var fields = new PodFields(pod, "10.42.0.7", "10.99.0.1", Manifests.yaml("{cpu: '8', memory: 1Gi}"));
        return Environment.of(pod.containers().getFirst(), fields, OBJECTS);
    }

    private static void assertVariables(String container, Map<String, String> expected) {
        assertThat(environment(container)).isEqualTo(new Found.Value<>(expected));
    }

    private static void assertMissing(String container, String message) {
        assertThat(environment(container)).isEqualTo(new Found.Missing<>(message));
    }

    @Test
    void tellsAContainerAboutItsPod() {
        assertVariables("""
                {name: app, env: [{name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}},
                  {name: APP, valueFrom: {fieldRef: {fieldPath: "metadata.labels['app']"}}},
                  {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}},
                  {name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}]}""",
                Map.of("NAME", "kv-0", "APP", "kv", "IP", "10.42.0.7", "NODE", "lab"));
    }

    @Test
    void tellsAContainerAboutItsResources() {
        assertVariables("""
                {name: app, resources: {limits: {memory: 64Mi}, requests: {cpu: 250m}},
                  env: [{name: MIB, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1Mi}}},
                  {name: MILLICORES, valueFrom: {resourceFieldRef: {resource: requests.cpu, divisor: 1m}}},
                  {name: NODE_CORES, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}]}""",
                Map.of("MIB", "64", "MILLICORES", "250", "NODE_CORES", "8"));
    }

    @Test
    void takesValuesFromConfigMapsAndSecrets() {
        assertVariables("""
                {name: app, envFrom: [{configMapRef: {name: settings}, prefix: my_}],
                  env: [{name: PASSWORD, valueFrom: {secretKeyRef: {name: login, key: password}}},
                  {name: COLOR, valueFrom: {configMapKeyRef: {name: settings, key: color}}}]}""",
                Map.of("my_color", "blue", "my_size", "3", "PASSWORD", "sesame", "COLOR", "blue"));
    }

    @Test
    void letsAValueReferToWhatCameBefore() {
        assertVariables("{name: app, env: [{name: HOST, value: db}, {name: URL, value: 'http://$(HOST)/$(LATER)'},"
                + " {name: LATER, value: x}]}", Map.of("HOST", "db", "URL", "http://db/$(LATER)", "LATER", "x"));
    }

    @Test
    void saysWhatIsMissing() {
        assertMissing("{name: app, env: [{name: A, valueFrom: {configMapKeyRef: {name: nosuch, key: a}}}]}",
                "configmap \"nosuch\" not found");
        assertMissing("{name: app, env: [{name: A, valueFrom: {configMapKeyRef: {name: settings, key: a}}}]}",
                "couldn't find key a in ConfigMap task-02/settings");
        assertMissing("{name: app, envFrom: [{secretRef: {name: nosuch}}]}", "secret \"nosuch\" not found");
    }

    @Test
    void doesWithoutWhatIsOptional() {
        assertVariables("""
                {name: app, envFrom: [{configMapRef: {name: nosuch, optional: true}}],
                  env: [{name: A, valueFrom: {secretKeyRef: {name: nosuch, key: a, optional: true}}}]}""", Map.of());
    }

    @Test
    void tellsOfServices() {
        assertThat(ServiceVariables.of(OBJECTS.services())).containsEntry("MY_DB_SERVICE_HOST", "10.43.0.9")
                .containsEntry("MY_DB_SERVICE_PORT_SQL", "5432").containsEntry("MY_DB_PORT", "tcp://10.43.0.9:5432");
    }
}
