package dev.statelab.kube;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.cluster.ClusterIdentity;
import dev.statelab.kube.connect.ConnectOptions;
import dev.statelab.kube.connect.ConnectResult.Ready;
import dev.statelab.kube.connect.Connector;
import dev.statelab.kube.connect.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tells one cluster from another. */
class IdentityTest {

    private static final String UID = "1c1d0b3e-4a43-4a9c-9d6f-0d0a4a0b8a55";
    private static final String VERSION = "{\"gitVersion\": \"v1.32.13\"}";

    @TempDir
    private Path folder = Path.of("");

    private static ClusterIdentity of(FakeApi api) throws InterruptedException {
        try (KubeCluster cluster = KubeCluster.open(api.connection())) {
            return cluster.identity();
        }
    }

    @Test
    void it_is_the_uid_of_kube_system_and_the_version() throws InterruptedException {
        try (FakeApi api = new FakeApi().on("/version", 200, "application/json", VERSION)
                .on("/api/v1/namespaces/kube-system", 200, "application/json",
                        "{\"metadata\": {\"uid\": \"" + UID + "\"}}")) {
            assertThat(of(api)).isEqualTo(new ClusterIdentity(UID, "", "", "v1.32.13"));
        }
    }

    @Test
    void what_may_not_be_read_is_left_empty() throws InterruptedException {
        try (FakeApi api = new FakeApi().on("/version", 200, "application/json", VERSION)
                .on("/api/v1/namespaces/kube-system", 403, "application/json",
                        "{\"kind\": \"Status\", \"metadata\": {\"uid\": \"x\"}}")) {
            assertThat(of(api)).isEqualTo(new ClusterIdentity("", "", "", "v1.32.13"));
        }
    }

    @Test
    void nonsense_is_left_empty_and_what_is_long_is_cut() throws InterruptedException {
        try (FakeApi api = new FakeApi().on("/version", 200, "application/json", "{\"gitVersion\": ")
                .on("/api/v1/namespaces/kube-system", 200, "application/json",
                        "{\"metadata\": {\"uid\": \"" + "x".repeat(100_000) + "\"}}")) {
            assertThat(of(api).version()).isEmpty();
            assertThat(of(api).uid()).startsWith("xxx").hasSizeLessThan(100);
        }
    }

    @Test
    void it_is_the_certificate_and_the_authority_that_it_was_trusted_by() throws Exception {
        HeldCertificate authority = new HeldCertificate.Builder().certificateAuthority(0).build();
        HeldCertificate server = server(authority);
        String data = Base64.getEncoder().encodeToString(authority.certificatePem().getBytes(UTF_8));

        ClusterIdentity identity = overTls(server, "certificate-authority-data: " + data);

        assertThat(identity)
                .isEqualTo(new ClusterIdentity(UID, sha256(authority), sha256(server), "v1.32.13"));
    }

    @Test
    void where_any_certificate_is_trusted_there_is_no_authority() throws Exception {
        HeldCertificate server = server(new HeldCertificate.Builder().certificateAuthority(0).build());

        assertThat(overTls(server, "insecure-skip-tls-verify: true"))
                .isEqualTo(new ClusterIdentity(UID, "", sha256(server), "v1.32.13"));
    }

    private ClusterIdentity overTls(HeldCertificate certificate, String trust) throws Exception {
        try (MockWebServer api = new MockWebServer()) {
            api.useHttps(new HandshakeCertificates.Builder().heldCertificate(certificate).build().sslSocketFactory());
            api.setDispatcher(new Dispatcher() {
                @Override
                public MockResponse dispatch(RecordedRequest request) {
                    return new MockResponse.Builder().body("/version".equals(request.getUrl().encodedPath())
                            ? VERSION
                            : "{\"metadata\": {\"uid\": \"" + UID + "\"}}").build();
                }
            });
            api.start();
            Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
                    apiVersion: v1
                    kind: Config
                    current-context: c
                    clusters: [{name: c, cluster: {server: "https://127.0.0.1:%d", %s}}]
                    users: [{name: u, user: {token: t}}]
                    contexts: [{name: c, context: {cluster: c, user: u}}]
                    """.formatted(api.getPort(), trust));
            Ready ready = (Ready) Connector.connect(new ConnectOptions(kubeconfig, null), Surroundings.real());
            try (KubeCluster cluster = KubeCluster.open(ready.connection())) {
                return cluster.identity();
            }
        }
    }

    private static HeldCertificate server(HeldCertificate authority) {
        return new HeldCertificate.Builder().signedBy(authority).addSubjectAlternativeName("127.0.0.1").build();
    }

    private static String sha256(HeldCertificate certificate) throws Exception {
        return HexFormat.of().formatHex(
                MessageDigest.getInstance("SHA-256").digest(certificate.certificate().getEncoded()));
    }
}
