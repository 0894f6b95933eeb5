package dev.statelab.kube;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.kube.connect.ConnectOptions;
import dev.statelab.kube.connect.ConnectResult.Ready;
import dev.statelab.kube.connect.Connector;
import dev.statelab.kube.connect.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An API server whose certificate is not valid now, because it is over or because some clock is wrong. */
class CertificateTimesTest {

    @TempDir
    private Path folder = Path.of("");

    private String messageFor(Instant from, Instant until) throws Exception {
        HeldCertificate authority = new HeldCertificate.Builder().certificateAuthority(0).build();
        HeldCertificate server = new HeldCertificate.Builder().signedBy(authority)
                .addSubjectAlternativeName("127.0.0.1").validityInterval(from.toEpochMilli(), until.toEpochMilli())
                .build();
        try (MockWebServer api = new MockWebServer()) {
            api.useHttps(new HandshakeCertificates.Builder().heldCertificate(server).build().sslSocketFactory());
            api.start();
            Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
                    apiVersion: v1
                    kind: Config
                    current-context: c
                    clusters: [{name: c, cluster: {server: "https://127.0.0.1:%d", certificate-authority-data: %s}}]
                    users: [{name: u, user: {token: t}}]
                    contexts: [{name: c, context: {cluster: c, user: u}}]
                    """.formatted(api.getPort(),
                    Base64.getEncoder().encodeToString(authority.certificatePem().getBytes(UTF_8))));
            Ready ready = (Ready) Connector.connect(new ConnectOptions(kubeconfig, null), Surroundings.real());
            try (KubeCluster cluster = KubeCluster.open(ready.connection())) {
                return ((NamespacePresence.Unknown) cluster.namespace("lab")).cause().message();
            }
        }
    }

    @Test
    void an_expired_certificate_is_told_with_its_end_and_the_clock() throws Exception {
        Instant now = Instant.now();

        assertThat(messageFor(now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(2))))
                .contains("its certificate has expired (NotAfter: ", "by the clock here it is 2",
                        "renew the cluster's certificates");
    }

    @Test
    void a_certificate_from_the_future_means_that_a_clock_is_wrong() throws Exception {
        Instant now = Instant.now();

        assertThat(messageFor(now.plus(Duration.ofDays(2)), now.plus(Duration.ofDays(9))))
                .contains("its certificate is not valid yet (NotBefore: ", "set the clock if that is wrong");
    }
}
