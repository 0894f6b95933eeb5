package dev.statelab.kube.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Listing;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.StateFeed;
import dev.statelab.kube.FakeApi;
import dev.statelab.kube.KubeCluster;
import dev.statelab.kube.http.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Releases as Helm stores them, and as a student may have written them by hand. */
final class ReleasedChartsTest {

    private static final String SECRETS = "/api/v1/namespaces/lab/secrets";
    private static final String SET = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: kv}
            spec:
              replicas: {{ .Values.count }}
            """;

    private final FakeApi api = new FakeApi();
    private final KubeCluster cluster = KubeCluster.open(api.connection());

    @AfterEach
    void close() {
        cluster.close();
        api.close();
    }

    @Test
    void the_newest_revision_is_rendered_with_the_values_that_it_was_installed_with() throws Exception {
        store(secret("web", 9, "failed", release("web", "templates/set.yaml", SET)),
                secret("web", 10, "deployed", release("web", "templates/set.yaml",
                        SET.replace("{{ .Values.count }}",
                                "{{ if eq .Values.mode \"a\" }}{{ .Values.count }}{{ end }}"))),
                secret("gone", 1, "uninstalled", release("gone", "templates/set.yaml", SET)));

        assertThat(charts()).singleElement().satisfies(chart -> {
            assertThat(chart.kind()).isEqualTo(ResourceKind.CHART);
            assertThat(chart.name()).isEqualTo("web");
            assertThat(chart.json().path("revision").asInt()).isEqualTo(10);
            assertThat(chart.json().at("/rendered/0/followsValues/spec.replicas").toString())
                    .isEqualTo("[\"count\",\"mode\"]");
        });
    }

    @Test
    void nothing_but_releases_of_helm_is_a_release() throws Exception {
        ObjectNode secret = secret("web", 1, "deployed", release("web", "templates/set.yaml", SET));
        store(secret.put("type", "Opaque"));

        assertThat(charts()).isEmpty();
    }

    @Test
    void a_chart_that_depends_on_others_is_in_trouble_where_it_needs_them() throws Exception {
        ObjectNode release = release("web", "templates/set.yaml", "a: {{ include \"common.name\" . }}\n");
        release.withObject("/chart/metadata").putArray("dependencies").addObject().put("name", "common");
        store(secret("web", 1, "deployed", release));

        assertThat(trouble()).contains("could not be rendered again").contains("common.name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside.yaml", "templates/../../outside.yaml", "/tmp/outside.yaml", "."})
    void no_file_is_written_outside(String name) throws Exception {
        store(secret("web", 1, "deployed", release("web", name, SET)));

        assertThat(trouble()).contains("leads out of it");
        assertThat(Path.of("/tmp/outside.yaml")).doesNotExist();
    }

    @Test
    void a_release_that_unpacks_without_end_is_not_unpacked() throws Exception {
        ObjectNode release = release("web", "templates/set.yaml", "#".repeat(20_000_000));
        store(secret("web", 1, "deployed", release));

        assertThat(trouble()).contains("unpacks to more than 16 MiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not base 64!", "bm90IGd6aXA=", "{}"})
    void what_is_no_release_is_in_trouble(String content) throws Exception {
        ObjectNode secret = secret("web", 1, "deployed", release("web", "templates/set.yaml", SET));
        secret.withObject("/data").put("release", Base64.getEncoder().encodeToString(content.getBytes(UTF_8)));
        store(secret);

        assertThat(trouble()).contains("could not be rendered again");
    }

    @Test
    void no_temporary_files_stay_behind() throws Exception {
        store(secret("web", 1, "deployed", release("web", "templates/only-of-this-test.yaml", SET)));

        assertThat(charts()).hasSize(1);

        // Only names are listed: other tests make and remove folders there meanwhile.
        try (var folders = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(folders.map(folder -> folder.resolve("chart/templates/only-of-this-test.yaml"))
                    .filter(Files::exists)).isEmpty();
        }
    }

    @Test
    void what_may_not_be_read_is_not_known() throws Exception {
        api.on(SECRETS, 403, "application/json", """
                {"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "Forbidden", "code": 403,
                 "message": "secrets is forbidden"}""");

        assertThat(listing()).isInstanceOfSatisfying(Listing.Unreadable.class, unreadable -> {
            assertThat(unreadable.cause().reason()).isEqualTo(Reason.FORBIDDEN);
            assertThat(unreadable.cause().message()).contains("list secrets in the namespace lab");
        });
    }

    private static ObjectNode release(String name, String file, String template) {
        ObjectNode release = Json.MAPPER.createObjectNode().put("name", name);
        release.putObject("config").put("mode", "a");
        ObjectNode chart = release.putObject("chart");
        chart.putObject("metadata").put("apiVersion", "v2").put("name", "mine").put("version", "0.1.0");
        chart.putObject("values").put("count", 3);
        chart.putArray("templates").addObject().put("name", file).put("data",
                Base64.getEncoder().encodeToString(template.getBytes(UTF_8)));
        return release;
    }

    private static ObjectNode secret(String name, int revision, String status, JsonNode release) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(Json.MAPPER.writeValueAsBytes(release));
        }
        ObjectNode secret = Json.MAPPER.createObjectNode().put("type", "helm.sh/release.v1");
        secret.putObject("metadata").putObject("labels").put("owner", "helm").put("name", name)
                .put("version", Integer.toString(revision)).put("status", status);
        secret.putObject("data").put("release",
                Base64.getEncoder().encodeToString(Base64.getEncoder().encode(packed.toByteArray())));
        return secret;
    }

    private void store(ObjectNode... secrets) {
        ObjectNode list = Json.MAPPER.createObjectNode().put("kind", "SecretList").put("apiVersion", "v1");
        list.putArray("items").addAll(List.of(secrets));
        api.on(SECRETS, 200, "application/json", list.toString());
    }

    private Listing listing() throws InterruptedException {
        try (StateFeed feed = cluster.observe("lab", Set.of(ResourceKind.CHART))) {
            return feed.current().listing(ResourceKind.CHART);
        }
    }

    private List<KubernetesObject> charts() throws InterruptedException {
        return ((Listing.Listed) listing()).objects();
    }

    private String trouble() throws InterruptedException {
        return charts().getFirst().json().path("trouble").asText();
    }
}
