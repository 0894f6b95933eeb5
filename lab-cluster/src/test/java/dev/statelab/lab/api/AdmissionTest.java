package dev.statelab.lab.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.store.ObjectStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private final ApiServer api = TestApi.start(ObjectStore.USUAL_HISTORY);

    @AfterEach
    void close() {
        api.close();
    }

    private static ObjectNode service(String name, String spec) {
        return Manifests.yaml("metadata: {name: %s}\nspec: {ports: [{port: 80}], %s}".formatted(name, spec));
    }

    private static ObjectNode claim() {
        return Manifests.yaml("""
                metadata: {name: data}
                spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Mi}}}
                """);
    }

    @Test
    void aServiceKeepsItsAddress() throws ApiException {
        ObjectNode created = api.create(ResourceTypes.SERVICE, "default", service("a", "type: ClusterIP"));
        ObjectNode updated = api.update(ResourceTypes.SERVICE, "default", service("a", "selector: {app: kv}"));

        assertThat(created.at("/spec/clusterIP").asText()).startsWith("10.43.");
        assertThat(updated.at("/spec/clusterIP")).isEqualTo(created.at("/spec/clusterIP"));
    }

    @Test
    void anAddressIsGivenOnce() throws ApiException {
        api.create(ResourceTypes.SERVICE, "default", service("a", "clusterIP: 10.43.7.7"));

        assertThatThrownBy(() -> api.create(ResourceTypes.SERVICE, "default", service("b", "clusterIP: 10.43.7.7")))
                .hasMessageContaining("failed to allocate IP 10.43.7.7: provided IP is already allocated");

        api.delete(ResourceTypes.SERVICE, "default", "a", DeleteOptions.DEFAULT);
        api.create(ResourceTypes.SERVICE, "default", service("b", "clusterIP: 10.43.7.7"));
    }

    @Test
    void aNodePortIsGiven() throws ApiException {
        ObjectNode created = api.create(ResourceTypes.SERVICE, "default", service("a", "type: NodePort"));

        assertThat(created.at("/spec/ports/0/nodePort").asInt()).isBetween(30_000, 32_767);
    }

    @Test
    void aClaimGetsTheDefaultStorageClass() throws ApiException {
        api.create(ResourceTypes.STORAGE_CLASS, "", Manifests.yaml("""
                metadata: {name: local-path, annotations: {storageclass.kubernetes.io/is-default-class: 'true'}}
                provisioner: rancher.io/local-path
                """));

        ObjectNode created = api.create(ResourceTypes.PERSISTENT_VOLUME_CLAIM, "default", claim());

        assertThat(created.at("/spec/storageClassName").asText()).isEqualTo("local-path");
        assertThat(Metadata.finalizers(created)).containsExactly("kubernetes.io/pvc-protection");
    }

    @Test
    void aClaimWithoutADefaultHasNoStorageClass() throws ApiException {
        ObjectNode created = api.create(ResourceTypes.PERSISTENT_VOLUME_CLAIM, "default", claim());

        assertThat(created.path("spec").has("storageClassName")).isFalse();
    }

    @Test
    void aClaimStaysAsItIs() throws ApiException {
        ObjectNode edited = api.create(ResourceTypes.PERSISTENT_VOLUME_CLAIM, "default", claim()).deepCopy();
        edited.withObjectProperty("spec").putArray("accessModes").add("ReadWriteMany");

        assertThatThrownBy(() -> api.update(ResourceTypes.PERSISTENT_VOLUME_CLAIM, "default", edited))
                .hasMessageContaining("spec is immutable after creation");
    }

    @Test
    void aPodGetsWhatTheRecordedPodsHave() throws ApiException {
        ObjectNode pod = api.create(ResourceTypes.POD, "default", Manifests.pod("kv-0"));

        assertThat(pod.at("/spec/volumes/0/name").asText()).matches("kube-api-access-[a-z0-9]{5}");
        assertThat(pod.at("/spec/containers/0/volumeMounts/0/mountPath").asText())
                .isEqualTo("/var/run/secrets/kubernetes.io/serviceaccount");
        assertThat(pod.at("/spec/tolerations")).hasSize(2);
        assertThat(pod.at("/spec/serviceAccountName").asText()).isEqualTo("default");
        assertThat(pod.at("/status/phase").asText()).isEqualTo("Pending");
        assertThat(pod.at("/status/qosClass").asText()).isEqualTo("BestEffort");
    }
}
