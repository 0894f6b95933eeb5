package dev.statelab.kube.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.kube.FakeApi;
import dev.statelab.kube.KubeCluster;
import dev.statelab.kube.Recordings;
import dev.statelab.kube.apply.ApplyOutcome.Applied;
import dev.statelab.kube.apply.ApplyOutcome.NotSent;
import dev.statelab.kube.apply.ApplyOutcome.Refused;
import dev.statelab.kube.apply.ApplyOutcome.Unknown;
import dev.statelab.kube.apply.ManifestReading.Complete;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ApplierTest {

    private static final String SET = "/apis/apps/v1/namespaces/lab/statefulsets/kv";
    private static final String STATEFUL_SET = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata:
              name: kv
            spec:
              replica: 4
              replicas: four
              template:
                metadata:
                  labels: {app: kv}
                spec:
                  containers:
                    - name: app
                      imag: kvstore
            """;

    @TempDir
    private Path folder;
    private final FakeApi api = new FakeApi();
    private final KubeCluster cluster = KubeCluster.open(api.connection());

    @AfterEach
    void close() {
        cluster.close();
        api.close();
    }

    @Test
    void appliesNamespacesFirstAndPutsTheRestIntoTheGivenOne() throws Exception {
        api.on("/api/v1/namespaces/lab", 201, "application/json", "{}").on(SET, 200, "application/json", "{}")
                .on("/api/v1/namespaces/other/services/s", 201, "application/json", "{}");

        ApplyReport report = apply(STATEFUL_SET + """
                ---
                {apiVersion: v1, kind: Service, metadata: {name: s, namespace: other}}
                ---
                {apiVersion: v1, kind: Namespace, metadata: {name: lab}}
                """);

        assertThat(report.isComplete()).isTrue();
        assertThat(report.entries()).extracting(ApplyReport.Entry::toString).containsExactly("Namespace lab created",
                "StatefulSet kv in the namespace lab applied", "Service s in the namespace other created");
        assertThat(api.seen()).allSatisfy(seen -> {
            assertThat(seen.method()).isEqualTo("PATCH");
            assertThat(seen.uri()).endsWith("?fieldManager=statelab&force=true&fieldValidation=Strict");
            assertThat(seen.headers().get("Content-type")).containsExactly("application/apply-patch+yaml");
        });
    }

    @ParameterizedTest
    @CsvSource({"create-unknown-field-strict-400,6", "create-wrong-type-400,7", "create-no-selector-422,5",
        "create-selector-mismatch-422,10"})
    void saysWhichLineTheApiServerRefuses(String recording, int line) throws Exception {
        api.on(SET, Recordings.response(recording));

        Refused refused = (Refused) apply(STATEFUL_SET).entries().getFirst().outcome();

        assertThat(refused.line()).isEqualTo(line);
        assertThat(refused.reason()).contains("StatefulSet");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | failed to create typed patch object (lab/kv; apps/v1, Kind=StatefulSet): .spec.replica: field not declared in schema | 6
            500 | failed to create typed patch object (lab/kv; apps/v1, Kind=StatefulSet): .spec.template.spec.containers[name=\\"app\\"].imag: field not declared in schema | 14
            400 | failed to create typed patch object (lab/kv; apps/v1, Kind=StatefulSet): .spec.replicas: expected numeric (int or float), got &value.valueUnstructured{Value:\\"four\\"} | 7
            409 | the object has been modified | 1
            """)
    void understandsWhatServerSideApplySays(int status, String message, int line) throws Exception {
        api.on(SET, status, "application/json",
                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"" + message
                        + "\",\"code\":"
                        + status + "}");

        assertThat(apply(STATEFUL_SET).entries().getFirst().outcome())
                .isEqualTo(new Refused(line, message.replace("\\\"", "\"")));
    }

    @Test
    void goesOnAfterARefusal() throws Exception {
        api.on(SET, Recordings.response("create-unknown-field-strict-400")).on("/api/v1/namespaces/lab/services/s", 201,
                "application/json", "{}");

        ApplyReport report = apply(STATEFUL_SET + "---\n{apiVersion: v1, kind: Service, metadata: {name: s}}\n");

        assertThat(report.isComplete()).isFalse();
        assertThat(report.entries()).extracting(ApplyReport.Entry::outcome)
                .satisfiesExactly(first -> assertThat(first).isInstanceOf(Refused.class),
                        second -> assertThat(second).isEqualTo(new Applied(true)));
        assertThat(report.entries().getFirst().toString()).startsWith(folder.resolve("m.yaml") + ":6: StatefulSet kv")
                .contains("unknown field \"spec.replica\"");
    }

    @Test
    void saysThatTheClusterDoesNotHaveAKind() throws Exception {
        api.on("/apis/apps/v1", 200, "application/json", "{\"resources\":[]}");

        assertThat(
                apply("apiVersion: apps/v1\nkind: StatefullSet\nmetadata: {name: kv}\n").entries().getFirst().outcome())
                .isEqualTo(new Refused(2,
                        "the cluster has no kind StatefullSet in apiVersion apps/v1; check both words"));
    }

    @Test
    void isUnknownWhenThePermissionIsMissing() throws Exception {
        api.on(SET, Recordings.response("forbidden-list-pods-403"));

        Unknown unknown = (Unknown) apply(STATEFUL_SET).entries().getFirst().outcome();

        assertThat(unknown.cause().reason()).isEqualTo(Reason.FORBIDDEN);
        assertThat(unknown.cause().message()).contains("patch statefulsets (API group apps) in the namespace lab");
    }

    @Test
    void sendsNothingMoreWhenTheApiServerIsLost() throws Exception {
        api.on(SET, HttpExchange::close);

        ApplyReport report = apply(STATEFUL_SET + "---\n{apiVersion: v1, kind: Service, metadata: {name: s}}\n");

        assertThat(report.entries().getFirst().outcome()).isInstanceOf(Unknown.class);
        assertThat(report.entries().getLast().outcome()).isEqualTo(new NotSent());
        assertThat(api.seen()).hasSize(1);
    }

    private ApplyReport apply(String yaml) throws Exception {
        Path file = Files.writeString(folder.resolve("m.yaml"), yaml);
        List<Manifest> manifests = ((Complete) Manifests.read(file, "lab")).manifests();
        return cluster.applier().apply(manifests, "lab");
    }
}
