package dev.statelab.lab.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.container.Ownership;
import dev.statelab.lab.container.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VolumeFilesTest {

    private static final NamespaceObjects OBJECTS = new NamespaceObjects() {

        @Override
        public Optional<ObjectNode> configMap(String name) {
            return name.equals("cfg")
                    ? Optional.of(Manifests.yaml("{data: {a: 'one', b: 'two'}, binaryData: {raw: AAE=}}"))
                    : Optional.empty();
        }

        @Override
        public Optional<ObjectNode> secret(String name) {
            return name.equals("key") ? Optional.of(Manifests.yaml("{data: {pass: c2VzYW1l}}")) : Optional.empty();
        }

        @Override
        public List<ObjectNode> services() {
            return List.of();
        }

        @Override
        public Found<String> token(Pod pod, List<String> audiences, Duration lifetime) {
            return new Found.Value<>("token of " + pod.name() + " for " + audiences + " and " + lifetime);
        }
    };

    @TempDir
    private Path folder;

    private static Found<Map<String, VolumeFile>> files(String volume) {
        var pod = new Pod(Manifests.yaml("""
                {metadata: {name: p, namespace: n, uid: u, labels: {app: kv, tier: "a\\"b"}},
                spec: {containers: [{name: app, resources: {limits: {memory: 64Mi}}}]}}"""));
        var fields = new PodFields(pod, "10.42.0.7", "10.99.0.1", Manifests.yaml("{}"));
        return VolumeFiles.of(Manifests.yaml(volume), fields, OBJECTS).orElseThrow();
    }

    private Map<String, String> written(String source) throws IOException {
        if (!(files(source) instanceof Found.Value<Map<String, VolumeFile>>(var files))) {
            throw new AssertionError(files(source).toString());
        }
        var volume = new Volume(folder);
        var contents = new TreeMap<String, String>();
        for (var file : files.entrySet()) {
            file.getValue().writeTo(volume, file.getKey());
            contents.put(file.getKey(), Files.readString(folder.resolve(file.getKey())));
        }
        return contents;
    }

    @Test
    void aConfigMapShowsItsKeys() throws IOException {
        assertThat(written("configMap: {name: cfg}")).isEqualTo(Map.of("a", "one", "b", "two", "raw", "\0\1"));
    }

    @Test
    void itemsChooseKeysPathsAndModes() throws IOException {
        assertThat(written("{configMap: {name: cfg, items: [{key: a, path: sub/a.txt, mode: 256}]}}"))
                .isEqualTo(Map.of("sub/a.txt", "one"));

        var volume = new Volume(folder);
        new VolumeFile(new byte[0], 256).writeTo(volume, "sub/a.txt");
        assertThat(volume.ownership(folder.resolve("sub/a.txt"))).isEqualTo(Ownership.ofRoot(0400));
    }

    @Test
    void aSecretIsDecoded() throws IOException {
        assertThat(written("secret: {secretName: key}")).isEqualTo(Map.of("pass", "sesame"));
    }

    @Test
    void thePodItselfIsShown() throws IOException {
        assertThat(written("""
                downwardAPI: {items: [{path: labels, fieldRef: {fieldPath: metadata.labels}},
                 {path: mem, resourceFieldRef: {containerName: app, resource: limits.memory, divisor: 1Mi}}]}"""))
                .isEqualTo(Map.of("labels", "app=\"kv\"\ntier=\"a\\\"b\"", "mem", "64"));
    }

    @Test
    void aProjectedVolumeShowsThemTogether() throws IOException {
        assertThat(
                written("""
                        projected: {sources: [{configMap: {name: cfg, items: [{key: b, path: b}]}},
                         {secret: {name: key}}, {serviceAccountToken: {path: token, audience: vault, expirationSeconds: 600}}]}"""))
                .isEqualTo(Map.of("b", "two", "pass", "sesame", "token", "token of p for [vault] and PT10M"));
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(files("configMap: {name: nosuch}"))
                .isEqualTo(new Found.Missing<>("configmap \"nosuch\" not found"));
        assertThat(files("secret: {secretName: nosuch}"))
                .isEqualTo(new Found.Missing<>("secret \"nosuch\" not found"));
        assertThat(files("configMap: {name: cfg, items: [{key: c, path: c}]}"))
                .isEqualTo(new Found.Missing<>("references non-existent config key: c"));
    }

    @Test
    void doesWithoutWhatIsOptional() throws IOException {
        assertThat(written("configMap: {name: nosuch, optional: true}")).isEmpty();
    }
}
