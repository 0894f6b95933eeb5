package dev.statelab.lab.api.patch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.schema.Decoder;
import dev.statelab.lab.api.schema.Schema;
import org.junit.jupiter.api.Test;

class StrategicMergePatchTest {

    private final Schema.Struct pods = new Decoder().schema(ResourceTypes.POD);

    private final ObjectNode pod = Manifests.yaml("""
            metadata: {name: kv, finalizers: [a, b]}
            spec:
              containers:
                - {name: app, image: 'kvstore:1', env: [{name: A, value: a}]}
                - {name: sidecar, image: 'busybox:1'}
              tolerations: [{key: a}]
              volumes: [{name: data, emptyDir: {}}]
            """);

    private ObjectNode patched(String patch) {
        return StrategicMergePatch.apply(pods, pod, Manifests.yaml(patch));
    }

    @Test
    void elementsAreFoundByTheirKey() {
        ObjectNode next = patched("spec: {containers: [{name: app, image: 'kvstore:2', env: [{name: B, value: b}]}]}");

        assertThat(next.at("/spec/containers")).isEqualTo(Manifests.yaml("""
                list:
                  - {name: app, image: 'kvstore:2', env: [{name: A, value: a}, {name: B, value: b}]}
                  - {name: sidecar, image: 'busybox:1'}
                """).path("list"));
    }

    @Test
    void anElementIsDeletedByDirective() {
        ObjectNode next = patched("spec: {containers: [{name: sidecar, $patch: delete}]}");

        assertThat(next.at("/spec/containers")).hasSize(1);
        assertThat(next.at("/spec/containers/0/name").asText()).isEqualTo("app");
    }

    @Test
    void aListIsReplacedByDirective() {
        ObjectNode next = patched("spec: {containers: [{name: only, image: a}, {$patch: replace}]}");

        assertThat(next.at("/spec/containers")).hasSize(1);
        assertThat(next.at("/spec/containers/0/name").asText()).isEqualTo("only");
    }

    @Test
    void aListWithoutKeysIsReplaced() {
        assertThat(patched("spec: {tolerations: [{key: b}]}").at("/spec/tolerations")).hasSize(1);
    }

    @Test
    void nullRemoves() {
        assertThat(patched("spec: {tolerations: null}").path("spec").has("tolerations")).isFalse();
    }

    @Test
    void onlyRetainedKeysStay() {
        ObjectNode next = patched(
                "spec: {volumes: [{name: data, $retainKeys: [name, hostPath], hostPath: {path: /a}}]}");

        assertThat(next.at("/spec/volumes/0")).isEqualTo(Manifests.yaml("{name: data, hostPath: {path: /a}}"));
    }

    @Test
    void elementsAreOrdered() {
        ObjectNode next = patched("spec: {$setElementOrder/containers: [{name: sidecar}, {name: app}]}");

        assertThat(next.at("/spec/containers/0/name").asText()).isEqualTo("sidecar");
    }

    @Test
    void setsAreUnitedAndReduced() {
        assertThat(patched("metadata: {finalizers: [b, c]}").at("/metadata/finalizers").toString())
                .isEqualTo("[\"a\",\"b\",\"c\"]");
        assertThat(
                patched("metadata: {$deleteFromPrimitiveList/finalizers: [a]}").at("/metadata/finalizers").toString())
                .isEqualTo("[\"b\"]");
    }

    @Test
    void theTargetStaysAsItIs() {
        ObjectNode before = pod.deepCopy();

        patched("spec: {containers: [{name: app, image: other}]}");

        assertThat(pod).isEqualTo(before);
    }
}
