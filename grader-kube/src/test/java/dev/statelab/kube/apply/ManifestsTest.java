package dev.statelab.kube.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.kube.apply.ManifestReading.Complete;
import dev.statelab.kube.apply.ManifestReading.Faulty;
import dev.statelab.kube.apply.ManifestReading.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                        .isEqualTo(noKind + ":2:1: expected an object with apiVersion and kind; missing: kind"),
                one -> assertThat(one)
                        .isEqualTo(noKind + ":4:1: expected an object with apiVersion and kind; missing: apiVersion"),
                one -> assertThat(one).isEqualTo(noName + ":1:1: expected a metadata.name, found a Pod without one"),
                one -> assertThat(one).isEqualTo(empty + ": expected at least one object, found an empty file"),
                one -> assertThat(one).isEqualTo(
                        text + ":1:1: expected an object with apiVersion and kind; missing: apiVersion and kind"));
    }

    @Test
    void saysThatAFolderHoldsNoManifests() {
        assertThat(faults(folder)).singleElement().asString().contains("found neither");
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
    void rendersAChartWithOtherValues() throws Exception {
        chart("apiVersion: v1\nkind: Service\nmetadata: {name: {{ .Values.app }}-{{ .Values.deep.x }}}\n");
        Path values = write("more.yaml", "app: other\ndeep: {x: 1}\n");

        ManifestReading read = Manifests.read(folder.resolve("my-chart"), "lab",
                new ChartOptions("", List.of(values), Map.of("deep.x", "2")));

        assertThat(((Complete) read).manifests()).singleElement().asString().isEqualTo("Service other-2");
    }

    @Test
    void findsTheLineOfATemplate() throws Exception {
        chart("""
                # {{ .Values.app }}
                {{- if .Values.app }}
                apiVersion: v1
                kind: Service
                metadata:
                  name: {{ .Values.app }}
                  labels: {{ dict "a" "b" | toYaml | nindent 4 }}
                spec:
                  ports:
                    {{- range list 80 81 }}
                    - port: {{ . }}
                    {{- end }}
                  type: ClusterIP
                {{- end }}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: {{ .Values.app }}-config
                """);

        List<Manifest> manifests = read(folder.resolve("my-chart"));

        Manifest service = manifests.stream().filter(each -> each.toString().equals("Service kv")).findFirst()
                .orElseThrow();
        assertThat(service.lineOf("metadata.name")).isEqualTo(6);
        assertThat(service.lineOf("spec.type")).isEqualTo(13);
        assertThat(service.lineOf("metadata.labels.a")).isEqualTo(7);
        assertThat(manifests.stream().filter(each -> !each.equals(service)).findFirst().orElseThrow()
                .lineOf("metadata.name")).isEqualTo(19);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {{ .Values.nosuch.deep.field }}     | templates/service.yaml:1:10: | there is no value nosuch, of which the template asks deep
            {{ required "say app" .Values.no }} | templates/service.yaml:1:3:  | say app
            a{{ if }                            | templates/service.yaml:1:    | unexpected
            {{ if .Values.app }}                | templates/service.yaml:1:    | needs an end
            a: [                                | templates/service.yaml:      | what this template comes to is no YAML
            {{ include "nosuch" . }}            | templates/service.yaml:1:3:  | no template "nosuch"
            """)
    void saysWhereAChartCannotBeRendered(String template, String place, String why) throws Exception {
        chart(template);

        assertThat(faults(folder.resolve("my-chart"))).singleElement().asString().contains(place).contains(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            values.yaml | 'a: 1\nb: ['                 | values.yaml:2: expected YAML: did not find expected node
            Chart.yaml  | 'apiVersion: v2\nname: mine' | Chart.yaml: expected the chart's version, found none
            """)
    void saysWhichFileOfAChartIsWrong(String file, String text, String problem) throws Exception {
        chart("a: b");
        write("my-chart/" + file, text.replace("\\n", "\n"));

        assertThat(faults(folder.resolve("my-chart"))).singleElement().asString().contains("my-chart/" + problem);
    }

    @Test
    void saysThatAChartHasNoValues() throws Exception {
        chart("{{ .Values.image.tag }}");
        Files.delete(folder.resolve("my-chart/values.yaml"));

        assertThat(faults(folder.resolve("my-chart"))).satisfiesExactly(
                template -> assertThat(template.toString()).contains("there is no value image"),
                values -> assertThat(values.toString())
                        .endsWith("values.yaml: expected the chart's values, found no such file"));
    }

    @Test
    void fetchesNothingForAChart() throws Exception {
        chart("a: b");
        write("my-chart/Chart.yaml", """
                apiVersion: v2
                name: other-name
                version: 0.1.0
                dependencies: [{name: redis, version: 1.0.0, repository: "https://example.com/charts"}]
                """);
        assertThat(faults(folder.resolve("my-chart"))).singleElement().asString()
                .contains("my-chart/Chart.yaml: expected every chart").contains("found none for: redis")
                .contains("helm dependency update");

        write("my-chart/values.schema.json", "{\"$ref\": \"https://example.com/schema.json\"}");
        assertThat(faults(folder.resolve("my-chart"))).singleElement().asString().contains("values.schema.json")
                .contains("in the internet");
    }

    @Test
    void asksNoClusterForAChart() throws Exception {
        chart("apiVersion: v1\nkind: ConfigMap\ndata:\n  a: {{ .Values.app |\n    default (lookup \"v1\" \"Secret\" \"x\" \"\") }}\n");

        assertThat(faults(folder.resolve("my-chart"))).singleElement().asString()
                .contains("templates/service.yaml:5: ").endsWith("found a lookup");
    }

    @Test
    void followsNoLinkOutOfTheFolder() throws Exception {
        Path outside = write("outside.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: secret}\n");
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Files.createSymbolicLink(inside.resolve("a.yaml"), outside);

        assertThat(faults(inside)).singleElement().asString()
                .endsWith("a.yaml: expected a file of the folder, found a link that leads out of it");
    }

    @Test
    void readsNoFileWithoutAnEnd() throws Exception {
        Path large = write("large.yaml", "a: b\n".repeat(2_000_000));
        Path bomb = write("bomb.yaml", "a: &a [x, x, x, x, x, x, x, x, x]\n" + IntStream.range(1, 12)
                .mapToObj(i -> "a" + i + ": &a" + i + " [" + "*a,".repeat(8).replace("*a", "*a" + (i == 1 ? "" : i - 1))
                        + "]\n")
                .collect(Collectors.joining()));

        assertThat(faults(large)).singleElement().asString().contains("more than 3 MiB");
        assertThat(faults(bomb)).singleElement().asString().contains("Number of aliases");
        assertThat(((Faulty) Manifests.read(Path.of("<stdin>"), InputStream.nullInputStream())).problems())
                .singleElement().asString().contains("found an empty file");
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
