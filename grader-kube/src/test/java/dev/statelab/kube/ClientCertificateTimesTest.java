package dev.statelab.kube;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.kube.connect.ConnectOptions;
import dev.statelab.kube.connect.ConnectResult.Ready;
import dev.statelab.kube.connect.Connector;
import dev.statelab.kube.connect.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect.CloseSocket;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A kubeconfig whose client certificate is not valid now. kube-apiserver takes any in the handshake and answers 401
 * (kubernetes: apiserver/pkg/authentication/request/x509); other servers, such as proxies in front of one, end the handshake.
 */
class ClientCertificateTimesTest {

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private final HeldCertificate authority = new HeldCertificate.Builder().certificateAuthority(0).build();

    @TempDir
    private Path folder = Path.of("");

    private HandshakeCertificates certificates() {
        HeldCertificate own = new HeldCertificate.Builder().signedBy(authority).addSubjectAlternativeName("127.0.0.1")
                .build();
        return new HandshakeCertificates.Builder().heldCertificate(own).addTrustedCertificate(authority.certificate())
                .build();
    }

    /** Takes any client certificate, and does this with the request. */
    private MockWebServer apiServer(MockResponse answer) throws GeneralSecurityException {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(new KeyManager[]{certificates().keyManager()}, new TrustManager[]{new Anybody()}, null);
        MockWebServer api = new MockWebServer();
        api.useHttps(tls.getSocketFactory());
        api.requestClientAuth();
        api.enqueue(answer);
        return api;
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            assertThat(chain).isNotEmpty();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            throw new IllegalStateException("this is the server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static MockResponse unauthorized() {
        Recordings.Answer recorded = Recordings.response("unauthorized-401");
        return new MockResponse.Builder().code(recorded.status()).setHeader("Content-Type", recorded.contentType())
                .body(recorded.body()).build();
    }

    private static MockResponse closing() {
        return new MockResponse.Builder().onResponseStart(new CloseSocket()).build();
    }

    private Cause causeAt(MockWebServer api, Instant from, Instant until) throws Exception {
        HeldCertificate student = new HeldCertificate.Builder().signedBy(authority).commonName("student")
                .validityInterval(from.toEpochMilli(), until.toEpochMilli()).build();
        api.start();
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: c
                clusters: [{name: c, cluster: {server: "https://127.0.0.1:%d", certificate-authority-data: %s}}]
                users: [{name: u, user: {client-certificate-data: %s, client-key-data: %s}}]
                contexts: [{name: c, context: {cluster: c, user: u}}]
                """.formatted(api.getPort(), base64(authority.certificatePem()), base64(student.certificatePem()),
                base64(student.privateKeyPkcs8Pem())));
        Ready ready = (Ready) Connector.connect(new ConnectOptions(kubeconfig, null), Surroundings.real());
        try (KubeCluster cluster = KubeCluster.open(ready.connection())) {
            return ((NamespacePresence.Unknown) cluster.namespace("lab")).cause();
        }
    }

    private static String base64(String pem) {
        return Base64.getEncoder().encodeToString(pem.getBytes(UTF_8));
    }

    @Test
    void an_expired_one_that_the_server_does_not_know_is_told_with_its_end_and_the_clock() throws Exception {
        try (MockWebServer api = apiServer(unauthorized())) {
            Cause cause = causeAt(api, now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(2)));

            assertThat(cause.reason()).as(cause.message()).isEqualTo(Reason.UNAUTHORIZED);
            assertThat(cause.message()).contains("it answered 401: Unauthorized; the client certificate in the"
                    + " kubeconfig expired at " + now.minus(Duration.ofDays(2)), "by the clock here it is 2",
                    "fetch the kubeconfig anew", "set the clock if that is wrong");
        }
    }

    @Test
    void one_from_the_future_means_that_a_clock_is_wrong() throws Exception {
        try (MockWebServer api = apiServer(unauthorized())) {
            Cause cause = causeAt(api, now.plus(Duration.ofDays(2)), now.plus(Duration.ofDays(9)));

            assertThat(cause.reason()).as(cause.message()).isEqualTo(Reason.UNAUTHORIZED);
            assertThat(cause.message()).contains("is not valid before " + now.plus(Duration.ofDays(2)),
                    "set the clock if that is wrong");
        }
    }

    @Test
    void a_valid_one_that_the_server_does_not_know_is_not_said_to_have_expired() throws Exception {
        try (MockWebServer api = apiServer(unauthorized())) {
            Cause cause = causeAt(api, now.minus(Duration.ofDays(2)), now.plus(Duration.ofDays(9)));

            assertThat(cause.reason()).as(cause.message()).isEqualTo(Reason.UNAUTHORIZED);
            assertThat(cause.message()).contains("log in again").doesNotContain("client certificate");
        }
    }

    /** Its alert comes, or the connection breaks before that is read: both with TLS 1.3, and nobody can choose. */
    @Test
    void a_server_that_ends_the_handshake_for_it_is_understood() throws Exception {
        try (MockWebServer api = new MockWebServer()) {
            api.useHttps(certificates().sslSocketFactory());
            api.requireClientAuth();

            Cause cause = causeAt(api, now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(2)));

            assertThat(cause.reason()).as(cause.message()).isEqualTo(Reason.UNAUTHORIZED);
            assertThat(cause.message()).contains("to let us in, but", "expired at " + now.minus(Duration.ofDays(2)));
        }
    }

    @Test
    void a_connection_that_breaks_with_an_expired_one_is_told_with_its_end() throws Exception {
        try (MockWebServer api = apiServer(closing())) {
            Cause cause = causeAt(api, now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(2)));

            assertThat(cause.reason()).as(cause.message()).isEqualTo(Reason.UNAUTHORIZED);
            assertThat(cause.message()).contains("the connection broke",
                    "expired at " + now.minus(Duration.ofDays(2)));
        }
    }

    @Test
    void a_connection_that_breaks_with_a_valid_one_is_a_connection_that_broke() throws Exception {
        try (MockWebServer api = apiServer(closing())) {
            Cause cause = causeAt(api, now.minus(Duration.ofDays(2)), now.plus(Duration.ofDays(9)));

            assertThat(cause.reason()).as(cause.message()).isEqualTo(Reason.UNREACHABLE);
            assertThat(cause.message()).contains("the connection broke").doesNotContain("client certificate");
        }
    }
}
