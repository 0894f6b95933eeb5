package dev.statelab.kube.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Listing;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.StateFeed;
import dev.statelab.kube.KubeCluster;
import dev.statelab.kube.apply.ChartOptions;
import dev.statelab.kube.release.ReleaseOutcome.Released;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Charts with others in their folder charts: a library, an archive under two other names, and one within another. */
final class SubchartsTest {

    private final Path folder;
    private final LabReleases releases;

    SubchartsTest(@TempDir Path folder) throws InterruptedException {
        this.folder = folder;
        this.releases = new LabReleases(folder);
    }

    @AfterEach
    void close() {
        releases.close();
    }

    @Test
    void conditions_tags_aliases_and_globals_decide_what_is_installed() throws Exception {
        assertThat(install(ChartOptions.NONE)).isEqualTo(new Released("shop", "1"));

        assertThat(configMaps(releases.cluster())).contains("shop-own", "shop-store").doesNotContain("shop-extra");
        assertThat(data("shop-own").path("tier").asText()).isEqualTo("front");
        assertThat(data("shop-store").toString()).isEqualTo("{\"size\":\"7\",\"tier\":\"front\"}");

        assertThat(install(new ChartOptions("", List.of(), Map.of("store.enabled", "false", "tags.extras", "true"))))
                .isEqualTo(new Released("shop", "2"));
        assertThat(configMaps(releases.cluster())).contains("shop-own", "shop-extra").doesNotContain("shop-store");
        assertThat(data("shop-extra").path("size").asText()).isEqualTo("1");
    }

    @Test
    void what_was_installed_from_here_is_known_with_the_charts_in_it() throws Exception {
        ReleaseOutcome _ = install(ChartOptions.NONE);

        assertThat(followed(releases.cluster(), "shop-own")).containsEntry("data.tier", List.of("global.tier"));
        assertThat(followed(releases.cluster(), "shop-store")).containsEntry("data.size", List.of("store.size"));
    }

    @Test
    void values_that_only_the_other_chart_has_are_followed_too() throws Exception {
        ReleaseOutcome _ = install(new ChartOptions("", List.of(), Map.of("tags.extras", "true")));

        assertThat(followed(releases.cluster(), "shop-extra")).containsEntry("data.size", List.of("extra.size"));
    }

    @Test
    void of_a_release_that_somebody_else_installed_only_what_helm_stores_is_known() throws Exception {
        ReleaseOutcome _ = install(ChartOptions.NONE);

        try (KubeCluster another = releases.connect()) {
            assertThat(chart(another).path("trouble").asText()).contains("shop.tier")
                    .contains("Helm stores none of the charts that a chart depends on, here common, store")
                    .contains("--apply CHART");
        }
    }

    @Test
    void where_the_chart_needs_no_other_to_be_rendered_its_own_objects_are_known_and_the_others_are_there()
            throws Exception {
        Path _ = releases.write("shop/templates/own.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: {{ .Release.Name }}-own}
                data: {tier: {{ .Values.global.tier }}}
                """);
        ReleaseOutcome _ = install(ChartOptions.NONE);

        try (KubeCluster another = releases.connect()) {
            assertThat(followed(another, "shop-own")).containsEntry("data.tier", List.of("global.tier"));
            assertThat(rendered(another, "shop-store").path("trouble").asText()).contains("--apply CHART");
            assertThat(rendered(another, "shop-store").has("followsValues")).isFalse();
        }
    }

    private ReleaseOutcome install(ChartOptions options) throws Exception {
        return releases.install(vendored(), options);
    }

    private Path vendored() throws IOException {
        Path chart = folder.resolve("shop");
        if (Files.exists(chart.resolve("charts"))) {
            return chart;
        }
        Path _ = releases.write("shop/Chart.yaml",
                """
                        apiVersion: v2
                        name: shop
                        version: 0.1.0
                        dependencies:
                          - {name: common, version: 1.x.x, repository: "https://charts.example.org"}
                          - {name: cache, version: 0.3.0, repository: "https://charts.example.org", alias: store, condition: store.enabled}
                          - {name: cache, version: 0.3.0, repository: "https://charts.example.org", alias: extra, tags: [extras]}
                        """);
        Path _ = releases.write("shop/values.yaml",
                "global: {tier: front}\nstore: {enabled: true, size: 7}\ntags: {extras: false}\n");
        if (!Files.exists(chart.resolve("templates/own.yaml"))) {
            Path _ = releases.write("shop/templates/own.yaml", """
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: {{ .Release.Name }}-own}
                    data: {tier: {{ include "shop.tier" . }}}
                    """);
        }
        Path _ = releases.write("shop/charts/common/Chart.yaml",
                "apiVersion: v2\nname: common\nversion: 1.2.0\ntype: library\n");
        Path _ = releases.write("shop/charts/common/templates/_tier.tpl",
                "{{- define \"shop.tier\" -}}{{ .Values.global.tier }}{{- end -}}\n");
        Path _ = releases.write("cache/Chart.yaml", "apiVersion: v2\nname: cache\nversion: 0.3.0\n");
        Path _ = releases.write("cache/values.yaml", "size: 1\n");
        Path _ = releases.write("cache/templates/map.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: {{ .Release.Name }}-{{ .Chart.Name }}}
                data: {size: {{ .Values.size | quote }}, tier: {{ .Values.global.tier }}}
                """);
        var _ = new Helm(folder.resolve("cache")).packageIt()
                .withDestination(chart.resolve("charts")).call();
        assertThat(chart.resolve("charts/cache-0.3.0.tgz")).exists();
        return chart;
    }

    private static List<KubernetesObject> objects(KubeCluster of, ResourceKind kind) throws InterruptedException {
        try (StateFeed feed = of.observe(LabReleases.NAMESPACE, Set.of(kind))) {
            return ((Listing.Listed) feed.current().listing(kind)).objects();
        }
    }

    private static List<String> configMaps(KubeCluster of) throws InterruptedException {
        return objects(of, new ResourceKind("v1", "ConfigMap")).stream().map(KubernetesObject::name).toList();
    }

    private JsonNode data(String name) throws InterruptedException {
        return objects(releases.cluster(), new ResourceKind("v1", "ConfigMap")).stream()
                .filter(object -> object.name().equals(name)).findFirst().orElseThrow().json().path("data");
    }

    private static JsonNode chart(KubeCluster of) throws InterruptedException {
        return objects(of, ResourceKind.CHART).getFirst().json();
    }

    private static JsonNode rendered(KubeCluster of, String name) throws InterruptedException {
        return chart(of).path("rendered").valueStream().filter(each -> each.path("name").asText().equals(name))
                .findFirst().orElseThrow();
    }

    private static Map<String, List<String>> followed(KubeCluster of, String name) throws InterruptedException {
        Map<String, List<String>> followed = new TreeMap<>();
        rendered(of, name).path("followsValues").properties().forEach(field -> followed.put(field.getKey(),
                field.getValue().valueStream().map(JsonNode::asText).toList()));
        return followed;
    }
}
