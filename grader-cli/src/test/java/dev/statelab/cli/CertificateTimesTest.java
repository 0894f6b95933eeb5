package dev.statelab.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that are over or not valid yet, also because a clock is wrong, are never a zero. */
class CertificateTimesTest {

    private static final String UNAUTHORIZED = """
            {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Unauthorized",\
            "reason":"Unauthorized","code":401}
            """;

    private final Terminal terminal = new Terminal();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final HeldCertificate authority = new HeldCertificate.Builder().certificateAuthority(0).build();

    @TempDir
    private Path folder = Path.of("");

    /** As kube-apiserver, it takes any client certificate in the handshake, and here says afterwards that it knows nobody. */
    private HttpsServer apiServer(HeldCertificate own) throws IOException, GeneralSecurityException {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(new KeyManager[]{new HandshakeCertificates.Builder().heldCertificate(own).build().keyManager()},
                new TrustManager[]{new Anybody()}, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters params) {
                SSLParameters parameters = tls.getDefaultSSLParameters();
                parameters.setWantClientAuth(true);
                params.setSSLParameters(parameters);
            }
        });
        server.createContext("/", exchange -> {
            byte[] body = UNAUTHORIZED.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(401, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
        return server;
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

    private HeldCertificate certificate(Instant from, Instant until) {
        return new HeldCertificate.Builder().signedBy(authority).addSubjectAlternativeName("127.0.0.1")
                .validityInterval(from.toEpochMilli(), until.toEpochMilli()).build();
    }

    private int evaluate(HeldCertificate server, HeldCertificate student) throws Exception {
        HttpsServer api = apiServer(server);
        try {
            Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
                    apiVersion: v1
                    kind: Config
                    current-context: c
                    clusters: [{name: c, cluster: {server: "https://127.0.0.1:%d", certificate-authority-data: %s}}]
                    users: [{name: u, user: {client-certificate-data: %s, client-key-data: %s}}]
                    contexts: [{name: c, context: {cluster: c, user: u}}]
                    """.formatted(api.getAddress().getPort(), base64(authority.certificatePem()),
                    base64(student.certificatePem()), base64(student.privateKeyPkcs8Pem())));
            return terminal.run("evaluate", "task-02", "--kubeconfig", kubeconfig.toString());
        } finally {
            api.stop(0);
        }
    }

    private static String base64(String pem) {
        return Base64.getEncoder().encodeToString(pem.getBytes(UTF_8));
    }

    private String told() {
        return terminal.err().replaceAll("\\s+", " ");
    }

    @Test
    void an_expired_client_certificate_is_told_with_its_end_and_what_to_do() throws Exception {
        HeldCertificate valid = certificate(now.minus(Duration.ofDays(9)), now.plus(Duration.ofDays(9)));
        Instant end = now.minus(Duration.ofDays(2));

        int exitCode = evaluate(valid, certificate(now.minus(Duration.ofDays(9)), end));

        assertThat(told()).contains("Nothing could be graded", "the client certificate in the kubeconfig expired at "
                + end, "by the clock here it is 2", "fetch the kubeconfig anew").doesNotContain("\tat ");
        assertThat(terminal.out()).isEmpty();
        assertThat(exitCode).isEqualTo(3);
    }

    @Test
    void a_clock_behind_the_server_is_told_as_such() throws Exception {
        HeldCertificate valid = certificate(now.minus(Duration.ofDays(9)), now.plus(Duration.ofDays(9)));

        int exitCode = evaluate(certificate(now.plus(Duration.ofDays(2)), now.plus(Duration.ofDays(9))), valid);

        assertThat(told()).contains("Nothing could be graded", "its certificate is not valid yet",
                "set the clock if that is wrong").doesNotContain("\tat ");
        assertThat(exitCode).isEqualTo(3);
    }

    @Test
    void a_server_whose_certificate_is_over_is_told_as_such() throws Exception {
        HeldCertificate valid = certificate(now.minus(Duration.ofDays(9)), now.plus(Duration.ofDays(9)));

        int exitCode = evaluate(certificate(now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(2))), valid);

        assertThat(told()).contains("Nothing could be graded", "its certificate has expired",
                "renew the cluster's certificates").doesNotContain("\tat ");
        assertThat(exitCode).isEqualTo(3);
    }
}
