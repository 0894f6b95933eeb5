package dev.statelab.kube.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.kube.apply.ManifestReading.Complete;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The three charts that answer lab 14. */
final class ReferenceChartsTest {

    private static final Path CHARTS = Path.of("../reference-solutions/lab-14");

    @ParameterizedTest
    @ValueSource(strings = {"app-stateful-python-app", "myapp-stateful", "timeapp"})
    void is_clean_for_helm(String chart) {
        LintResult result = new Helm(CHARTS.resolve(chart).toAbsolutePath()).lint().strict().call();

        assertThat(result.isFailed()).isFalse();
        assertThat(result.getMessages()).allSatisfy(message -> assertThat(message).startsWith("[INFO]"));
    }

    @ParameterizedTest
    @CsvSource({
        "app-stateful-python-app, replicaCount, statefulset.podManagementPolicy, statefulset.updateStrategy.type",
        "myapp-stateful, replicas, podManagementPolicy, updateStrategy.type",
        "timeapp, replicaCount, stateful.podManagementPolicy, stateful.updateStrategy.type"})
    void takes_what_the_lab_asks_for_from_its_values(String chart, String replicas, String policy, String strategy) {
        Map<String, String> others = Map.of(replicas, "2", policy, "OrderedReady", strategy, "OnDelete");

        assertThat(chosen(spec(chart, Map.of()))).containsExactly("3", "Parallel", "RollingUpdate");
        assertThat(chosen(spec(chart, others))).containsExactly("2", "OrderedReady", "OnDelete");
    }

    private static List<String> chosen(JsonNode spec) {
        return Stream.of("/replicas", "/podManagementPolicy", "/updateStrategy/type")
                .map(field -> spec.at(field).asText()).toList();
    }

    private static JsonNode spec(String chart, Map<String, String> set) {
        Complete read = (Complete) Manifests.read(CHARTS.resolve(chart), "lab", new ChartOptions("", List.of(), set));
        return read.manifests().stream().filter(each -> each.kind().equals(ResourceKind.STATEFUL_SET)).findFirst()
                .orElseThrow().object().json().path("spec");
    }
}
