package dev.statelab.kube.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.kube.apply.ManifestReading.Complete;
import dev.statelab.kube.apply.ManifestReading.Faulty;
import dev.statelab.kube.apply.ManifestReading.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManifestsTest {

    @TempDir
    private Path folder;

    @Test
    void readsTheDocumentsOfAFileInTheirOrder() throws Exception {
        Path file = write("all.yaml", """
                apiVersion: v1
                kind: Namespace
                metadata: {name: task-02}
                ---
                apiVersion: v1
                kind: Service
                metadata:
                  name: kv
                """);

        assertThat(read(file)).extracting(Manifest::toString).containsExactly("Namespace task-02", "Service kv");
        assertThat(read(file)).extracting(Manifest::line).containsExactly(1, 5);
        assertThat(read(file).getLast().lineOf("metadata.name")).isEqualTo(8);
    }

    @Test
    void readsTheFilesOfAFolderByNameAndLeavesOthersOut() throws Exception {
        write("b.yml", "{apiVersion: v1, kind: Service, metadata: {name: b}}");
        write("a.yaml", "{apiVersion: v1, kind: Service, metadata: {name: a}}");
        write("c.json", "{\"apiVersion\": \"v1\", \"kind\": \"Service\", \"metadata\": {\"name\": \"c\"}}");
        write("notes.txt", "not yaml: [");
        Files.createDirectory(folder.resolve("sub.yaml"));
        Files.createSymbolicLink(folder.resolve("d.yaml"), folder.resolve("a.yaml"));

        assertThat(read(folder)).extracting(manifest -> manifest.object().name()).containsExactly("a", "b", "c", "a");
    }

    @Test
    void takesTheItemsOfAList() throws Exception {
        Path file = write("list.yaml", """
                apiVersion: v1
                kind: List
                items:
                  - apiVersion: v1
                    kind: Service
                    metadata: {name: a}
                  - apiVersion: v1
                    kind: Service
                    metadata: {name: b}
                """);

        assertThat(read(file)).extracting(Manifest::line).containsExactly(4, 7);
        assertThat(read(file).getLast().lineOf("kind")).isEqualTo(8);
    }

    @Test
    void reportsEveryMistakeAtOnce() throws Exception {
        Path broken = write("a.yaml", "apiVersion: v1\nkind: [\n");
        Path noKind = write("b.yaml", "---\napiVersion: v1\n---\nkind: Pod\nmetadata: {name: x}\n");
        Path noName = write("c.yaml", "apiVersion: v1\nkind: Pod\n");
        Path empty = write("d.yaml", "# nothing\n");
        Path text = write("e.yaml", "hello\n");

        List<Problem> problems = ((Faulty) Manifests.read(folder, "lab")).problems();

        assertThat(problems).extracting(Problem::toString).satisfiesExactly(
                one -> assertThat(one).startsWith(broken + ":3:1: not YAML: "),
                one -> assertThat(one)
                        .isEqualTo(noKind + ":2:1:1: expected an object with apiVersion and kind; missing: kind"),
                one -> assertThat(one)
                        .isEqualTo(noKind + ":4:1:1: expected an object with apiVersion and kind; missing: apiVersion"),
                one -> assertThat(one).isEqualTo(noName + ":1:1: expected a metadata.name, found a Pod without one"),
                one -> assertThat(one).isEqualTo(empty + ": expected at least one object, found an empty file"),
                one -> assertThat(one).isEqualTo(
                        text + ":1:1: expected an object with apiVersion and kind; missing: apiVersion and kind"));
    }

    @Test
    void saysThatAFolderHoldsNoManifests() {
        assertThat(faults(folder)).singleElement().asString().contains("found none");
    }

    @Test
    void saysThatThereIsNothing() {
        assertThat(faults(folder.resolve("nosuch.yaml"))).singleElement().asString()
                .endsWith("nosuch.yaml: expected a file or a folder, found nothing of that name");
    }

    @Test
    void saysThatAFileIsNoText() throws Exception {
        Path file = folder.resolve("binary.yaml");
        Files.write(file, new byte[]{(byte) 0xff, (byte) 0xfe, 1});

        assertThat(faults(file)).singleElement().asString().contains("expected YAML in UTF-8");
    }

    @Test
    void rendersAChartWithItsOwnValuesForTheNamespace() throws Exception {
        chart("""
                apiVersion: v1
                kind: Service
                metadata:
                  name: {{ .Release.Name }}-svc
                  namespace: {{ .Release.Namespace }}
                  labels: {app: {{ .Values.app }}}
                """);

        assertThat(read(folder.resolve("my-chart"))).singleElement().satisfies(manifest -> {
            assertThat(manifest.object().name()).isEqualTo("my-chart-svc");
            assertThat(manifest.object().namespace()).isEqualTo("lab");
            assertThat(manifest.object().json().at("/metadata/labels/app").asText()).isEqualTo("kv");
            assertThat(manifest.file()).isEqualTo(folder.resolve("my-chart/templates/service.yaml"));
        });
    }

    @Test
    void saysWhyAChartCannotBeRendered() throws Exception {
        chart("{{ .Values.nosuch.deep.field }}");

        assertThat(faults(folder.resolve("my-chart"))).singleElement().asString()
                .contains("expected a Helm chart that can be rendered").contains("nil pointer");
    }

    private void chart(String template) throws IOException {
        Files.createDirectories(folder.resolve("my-chart/templates"));
        write("my-chart/Chart.yaml", "apiVersion: v2\nname: other-name\nversion: 0.1.0\n");
        write("my-chart/values.yaml", "app: kv\n");
        write("my-chart/templates/service.yaml", template);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static List<Manifest> read(Path path) {
        return ((Complete) Manifests.read(path, "lab")).manifests();
    }

    private static List<Problem> faults(Path path) {
        return ((Faulty) Manifests.read(path, "lab")).problems();
    }
}
