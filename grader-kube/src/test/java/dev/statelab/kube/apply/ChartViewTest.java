package dev.statelab.kube.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import dev.statelab.kube.apply.ChartView.Source;
import dev.statelab.kube.helm.HelmLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which fields follow a chart's values, whatever these are called. */
final class ChartViewTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void chart() throws IOException {
        Files.createDirectories(folder.resolve("my-app/templates"));
        write("Chart.yaml", "apiVersion: v2\nname: app\nversion: 1.2.3\n");
        write("values.yaml", """
                howMany: 3
                policy: Parallel
                deep: {list: [{port: 8000}], on: true}
                strict: fixed
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            {{ .Values.howMany }}                               ; howMany
            {{ add 1 .Values.howMany }}                         ; howMany
            {{ tpl "{{ .Values.howMany }}" . }}                 ; howMany
            {{ .Values.nosuch | default 3 }}                    ; nosuch
            {{ .Values.deep.nosuch | default 3 }}             ; deep.nosuch
            {{ (first .Values.deep.list).port }}                ; deep.list[0].port
            {{ if .Values.deep.on }}3{{ else }}1{{ end }}       ; deep.on
            {{ index .Values "howMany" }}                       ; howMany
            """)
    void a_field_follows_the_value_that_changes_it(String replicas, String value) throws IOException {
        statefulSet(replicas);

        assertThat(follows(view(ChartOptions.NONE)).path("spec.replicas")).singleElement().asString()
                .isEqualTo('"' + value + '"');
    }

    /** The name and the type of the other chart, and how this one names it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name: store                |                                                     | store.deep.nosuch
            name: store                | dependencies: [{name: store, version: 1.0.0, alias: db}] | db.deep.nosuch
            'name: store\ntype: library' | dependencies: [{name: store, version: 1.0.0}]       | deep.nosuch
            """)
    void a_field_follows_a_value_that_has_its_default_in_a_template_of_another_chart(String other, String needed,
            String value) throws IOException {
        Files.createDirectories(folder.resolve("my-app/charts/store/templates"));
        write("Chart.yaml", "apiVersion: v2\nname: app\nversion: 1.2.3\n" + (needed == null ? "" : needed + "\n"));
        write("charts/store/Chart.yaml", "apiVersion: v2\nversion: 1.0.0\n" + other.replace("\\n", "\n") + "\n");
        String set = """
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: kv}
                spec:
                  replicas: {{ .Values.deep.nosuch | default 3 }}
                """;
        write("charts/store/values.yaml", "deep: {}\n");
        if (other.contains("library")) {
            write("charts/store/templates/_set.tpl", "{{ define \"set\" }}\n" + set + "{{ end }}\n");
            write("templates/set.yaml", "{{ include \"set\" . }}\n");
        } else {
            write("charts/store/templates/set.yaml", set);
        }

        assertThat(follows(view(ChartOptions.NONE)).path("spec.replicas")).singleElement().asString()
                .isEqualTo('"' + value + '"');
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3
            {{ 3 }}
            3 # {{ .Values.howMany }}
            {{ if .Values.deep.on }}3{{ else }}3{{ end }}
            {{- if .Values.howMany }} 3 {{- end }}
            """)
    void a_field_that_stays_the_same_follows_no_value(String replicas) throws IOException {
        statefulSet(replicas);

        assertThat(follows(view(ChartOptions.NONE)).has("spec.replicas")).isFalse();
    }

    @Test
    void words_that_kubernetes_knows_few_of_become_another_of_them() throws IOException {
        statefulSet("3\n  podManagementPolicy: {{ if has .Values.policy (list \"Parallel\" \"OrderedReady\") }}"
                + "{{ .Values.policy }}{{ else }}{{ fail \"no policy\" }}{{ end }}");

        assertThat(follows(view(ChartOptions.NONE)).has("spec.podManagementPolicy")).isTrue();
    }

    @Test
    void what_is_equal_to_a_value_that_cannot_be_changed_is_undecided() throws IOException {
        statefulSet(
                "3\n  serviceName: {{ if eq .Values.strict \"fixed\" }}{{ .Values.strict }}{{ else }}{{ fail \"no\" }}"
                        + "{{ end }}");

        JsonNode set = view(ChartOptions.NONE).path("rendered").path(0);

        assertThat(set.path("followsValues").has("spec.serviceName")).isFalse();
        assertThat(set.path("undecided")).singleElement().asString().isEqualTo("\"spec.serviceName\"");
    }

    @Test
    void values_are_those_that_the_chart_is_rendered_with() throws IOException {
        statefulSet("{{ if eq .Values.mode \"a\" }}{{ .Values.count.here }}{{ else }}3{{ end }}");
        Path values = Files.writeString(folder.resolve("more.yaml"), "mode: a\ncount: {here: 5}\n");

        JsonNode view = view(new ChartOptions("mine", List.of(values), Map.of()));

        assertThat(view.at("/metadata/name").asText()).isEqualTo("mine");
        assertThat(follows(view).path("spec.replicas").toString()).isEqualTo("[\"count.here\",\"mode\"]");
    }

    @Test
    void a_chart_that_helm_create_began_is_known_as_well_as_any() throws IOException {
        HelmLibrary.load();
        Helm _ = Helm.create().withName("begun").withDir(folder).call();
        Path chart = folder.resolve("begun");
        Path templates = chart.resolve("templates");
        String deployment = Files.readString(templates.resolve("deployment.yaml"));
        Files.delete(templates.resolve("deployment.yaml"));
        Files.writeString(templates.resolve("statefulset.yaml"), deployment
                .replace("kind: Deployment", "kind: StatefulSet")
                .replaceFirst("(?m)^spec:$",
                        "spec:\n  podManagementPolicy: {{ .Values.policy }}\n  serviceName: begun"));
        Files.writeString(chart.resolve("values.yaml"), "policy: Parallel\n", StandardOpenOption.APPEND);

        JsonNode view = ChartView.of(chart, "lab", ChartOptions.NONE, Source.FOLDER).json();

        assertThat(view.at("/lint/errors")).isEmpty();
        JsonNode set = view.path("rendered").valueStream()
                .filter(each -> each.path("kind").asText().equals("StatefulSet")).findFirst().orElseThrow();
        assertThat(set.path("name").asText()).isEqualTo("begun");
        assertThat(set.path("followsValues").path("spec.replicas").toString()).isEqualTo("[\"replicaCount\"]");
        assertThat(set.path("followsValues").has("spec.podManagementPolicy")).isTrue();
        assertThat(set.path("followsValues").has("spec.template.spec.containers[0].image")).isTrue();
        assertThat(set.path("followsValues").has("spec.serviceName")).isFalse();
        assertThat(set.path("undecided")).isEmpty();
    }

    @Test
    void a_linters_words_are_kept_and_values_are_not() throws IOException {
        write("values.yaml", "password: s3cr3t-of-mine\n");
        write("templates/secret.yaml", """
                apiVersion: v1
                kind: Secret
                metadata: {name: Not_A_Name}
                data: {a: {{ .Values.password }}}
                """);

        JsonNode view = view(ChartOptions.NONE);

        assertThat(view.at("/lint/warnings").toString() + view.at("/lint/errors")).contains("Not_A_Name")
                .doesNotContain(folder.toString());
        assertThat(view.toString()).doesNotContain("s3cr3t");
        assertThat(view.path("rendered").path(0).path("followsValues").has("data.a")).isTrue();
    }

    @Test
    void a_chart_that_cannot_be_rendered_is_in_trouble() throws IOException {
        statefulSet("{{ .Values.nosuch.deep }}");

        JsonNode view = view(ChartOptions.NONE);

        assertThat(view.path("trouble").asText()).contains("release my-app could not be rendered again");
        assertThat(view.has("rendered")).isFalse();
    }

    private void statefulSet(String replicas) throws IOException {
        write("templates/set.yaml",
                "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: kv}\nspec:\n  replicas: " + replicas + "\n");
    }

    private void write(String name, String text) throws IOException {
        Path _ = Files.writeString(folder.resolve("my-app").resolve(name), text);
    }

    private JsonNode view(ChartOptions options) {
        return ChartView.of(folder.resolve("my-app"), "lab", options, Source.FOLDER).json();
    }

    private static JsonNode follows(JsonNode view) {
        assertThat(view.has("trouble")).as(view.toString()).isFalse();
        return view.path("rendered").path(0).path("followsValues");
    }
}
