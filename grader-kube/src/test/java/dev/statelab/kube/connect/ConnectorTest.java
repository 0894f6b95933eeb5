package dev.statelab.kube.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.statelab.kube.connect.ConnectResult.Impossible;
import dev.statelab.kube.connect.ConnectResult.Ready;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ConnectorTest {

    @TempDir
    private Path folder;

    @Test
    void usesTheCurrentContextOfTheHomeFolder() throws Exception {
        write(".kube/config", kubeconfig("home", "https://10.0.0.1:6443", "token: t"));

        Connection connection = ready(connect(Map.of()));

        assertThat(connection.server()).hasToString("https://10.0.0.1:6443/");
        assertThat(connection.origin()).isEqualTo("context \"home\" of " + folder.resolve(".kube/config"));
    }

    @Test
    void mergesTheFilesOfTheEnvironmentAndTheFirstWins() throws Exception {
        write("a", "apiVersion: v1\nkind: Config\ncurrent-context: b\nusers: []\n");
        write("b", kubeconfig("b", "https://b.example", "token: t"));
        write("c", kubeconfig("b", "https://c.example", "token: t"));
        String list = folder.resolve("a") + ":" + folder.resolve("nosuch") + ":" + folder.resolve("b") + ":"
                + folder.resolve("c");

        assertThat(ready(connect(Map.of("KUBECONFIG", list))).server().host()).isEqualTo("b.example");
    }

    @Test
    void prefersTheGivenFileAndContext() throws Exception {
        write(".kube/config", kubeconfig("home", "https://home.example", "token: t"));
        Path given = write("given", kubeconfig("mine", "https://mine.example", "token: t"));

        assertThat(ready(connect(new ConnectOptions(given, "mine"), Map.of())).server().host())
                .isEqualTo("mine.example");
    }

    @Test
    void fallsBackToTheFileOfK3s() throws Exception {
        write("k3s.yaml", kubeconfig("default", "https://127.0.0.1:6443", "token: t"));

        assertThat(ready(connect(Map.of())).origin()).contains("k3s.yaml");
    }

    @Test
    void usesTheServiceAccountInsideACluster() throws Exception {
        HeldCertificate authority = new HeldCertificate.Builder().certificateAuthority(0).build();
        write("serviceaccount/token", "secret\n");
        write("serviceaccount/ca.crt", authority.certificatePem());

        Connection connection = ready(
                connect(Map.of("KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "443")));

        assertThat(connection.server()).hasToString("https://[fd00::1]/");
    }

    @Test
    void saysWhereItLookedWhenThereIsNoKubeconfig() {
        ConnectProblem problem = problem(connect(Map.of()));

        assertThat(problem.found()).contains("KUBECONFIG is not set")
                .contains(folder.resolve(".kube/config").toString())
                .contains(folder.resolve("k3s.yaml").toString());
        assertThat(problem.hint()).contains("--kubeconfig").contains("--lab");
    }

    @Test
    void saysHowToCopyAFileThatOnlyRootMayRead() {
        Path k3s = folder.resolve("k3s.yaml");
        Surroundings surroundings = surroundings(Map.of(), file -> {
            if (file.equals(k3s)) {
                throw new AccessDeniedException(file.toString());
            }
            return Files.readString(file);
        });

        assertThat(problem(connect(ConnectOptions.usual(), surroundings)).hint()).contains("sudo cat " + k3s);
    }

    @Test
    void saysWhereAKubeconfigIsNotYaml() throws Exception {
        Path file = write("broken", "apiVersion: v1\nclusters: [\n");

        assertThat(problem(connect(new ConnectOptions(file, null), Map.of())).found())
                .startsWith(file + ":3:1 is not YAML");
    }

    @Test
    void saysThatTheGivenFileIsMissing() {
        Path file = folder.resolve("nosuch");

        assertThat(problem(connect(new ConnectOptions(file, null), Map.of())).found()).isEqualTo("no file " + file);
    }

    @Test
    void listsTheContextsThatThereAre() throws Exception {
        Path file = write("config", kubeconfig("mine", "https://mine.example", "token: t"));

        ConnectProblem problem = problem(connect(new ConnectOptions(file, "yours"), Map.of()));

        assertThat(problem.expected()).contains("\"yours\"");
        assertThat(problem.found()).isEqualTo("only \"mine\"");
    }

    @Test
    void saysThatThereIsNoCurrentContext() throws Exception {
        write(".kube/config",
                kubeconfig("mine", "https://mine.example", "token: t").replace("current-context: mine", ""));

        assertThat(problem(connect(Map.of())).found()).contains("no current-context").contains("\"mine\"");
    }

    @Test
    void saysWhichClusterAContextLacks() throws Exception {
        write(".kube/config",
                kubeconfig("mine", "https://mine.example", "token: t").replace("cluster: c,", "cluster: d,"));

        assertThat(problem(connect(Map.of())).expected())
                .isEqualTo("the cluster \"d\" that the context \"mine\" names");
    }

    @Test
    void saysWhichFileACertificateIsMissing() throws Exception {
        write(".kube/config",
                kubeconfig("mine", "https://mine.example",
                        "client-certificate: certs/me.crt, client-key: certs/me.key"));

        assertThat(problem(connect(Map.of())).expected()).contains(folder.resolve(".kube/certs/me.crt").toString());
    }

    @Test
    void saysThatACertificateIsDamaged() throws Exception {
        String damaged = base64("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        write(".kube/config", kubeconfig("mine", "https://mine.example", "token: t").replace("server:",
                "certificate-authority-data: " + damaged + ", server:"));

        assertThat(problem(connect(Map.of())).expected()).isEqualTo("certificates in PEM format");
    }

    @Test
    void saysThatAKeyIsDamaged() throws Exception {
        HeldCertificate certificate = new HeldCertificate.Builder().build();
        write(".kube/config",
                kubeconfig("mine", "https://mine.example",
                        "client-certificate-data: " + base64(certificate.certificatePem())
                                + ", client-key-data: "
                                + base64("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")));

        assertThat(problem(connect(Map.of())).expected()).isEqualTo("a certificate and its key in PEM format");
    }

    @Test
    void saysThatAServerIsNoAddress() throws Exception {
        write(".kube/config", kubeconfig("mine", "mine.example", "token: t"));

        assertThat(problem(connect(Map.of())).found()).contains("\"mine.example\"");
    }

    enum KeyFormat {
        EC_PKCS8, RSA_PKCS8, RSA_PKCS1
    }

    @ParameterizedTest
    @EnumSource(KeyFormat.class)
    void provesItselfWithAClientCertificateAndTrustsTheClustersAuthority(KeyFormat format) throws Exception {
        HeldCertificate authority = new HeldCertificate.Builder().certificateAuthority(0).build();
        HeldCertificate server = new HeldCertificate.Builder().signedBy(authority)
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        HeldCertificate.Builder builder = new HeldCertificate.Builder().signedBy(authority).commonName("student");
        HeldCertificate client = format == KeyFormat.EC_PKCS8 ? builder.ecdsa256().build() : builder.rsa2048().build();
        String key = format == KeyFormat.RSA_PKCS1 ? client.privateKeyPkcs1Pem() : client.privateKeyPkcs8Pem();
        try (MockWebServer api = new MockWebServer()) {
            api.useHttps(new HandshakeCertificates.Builder().heldCertificate(server)
                    .addTrustedCertificate(authority.certificate()).build().sslSocketFactory());
            api.requireClientAuth();
            api.enqueue(new MockResponse.Builder().build());
            api.start();
            write(".kube/config", kubeconfig("mine", "https://127.0.0.1:" + api.getPort(),
                    "client-certificate-data: " + base64(client.certificatePem()) + ", client-key-data: " + base64(key))
                    .replace("server:",
                            "certificate-authority-data: " + base64(authority.certificatePem()) + ", server:"));
            Connection connection = ready(connect(Map.of()));

            try (var response = connection.http().newCall(new Request.Builder().url(connection.server()).build())
                    .execute()) {
                assertThat(response.code()).isEqualTo(200);
            }
            assertThat(api.takeRequest().getHandshake()).isNotNull()
                    .satisfies(handshake -> assertThat(handshake.peerPrincipal()).hasToString("CN=student"));
        }
    }

    @Test
    void trustsTheClustersAuthoritiesAndNoneOfThisMachine() throws Exception {
        HeldCertificate present = new HeldCertificate.Builder().certificateAuthority(0).build();
        HeldCertificate next = new HeldCertificate.Builder().certificateAuthority(0).build();
        write(".kube/config", kubeconfig("mine", "https://mine.example", "token: t").replace("server:",
                "certificate-authority-data: " + base64(present.certificatePem() + next.certificatePem())
                        + ", server:"));

        assertThat(authorities(ready(connect(Map.of())).http())).containsExactlyInAnyOrder(present.certificate(),
                next.certificate());
    }

    @Test
    void trustsTheAuthoritiesOfThisMachineForAClusterThatNamesNone() throws Exception {
        write(".kube/config", kubeconfig("mine", "https://mine.example", "token: t"));

        assertThat(authorities(ready(connect(Map.of())).http())).isNotEmpty()
                .isEqualTo(authorities(new OkHttpClient()));
    }

    private static X509Certificate[] authorities(OkHttpClient http) {
        return requireNonNull(http.x509TrustManager()).getAcceptedIssuers();
    }

    @Test
    void refusesAServerThatAnotherAuthorityVouchesFor() throws Exception {
        HeldCertificate authority = new HeldCertificate.Builder().certificateAuthority(0).build();
        HeldCertificate other = new HeldCertificate.Builder().certificateAuthority(0).build();
        HeldCertificate server = new HeldCertificate.Builder().signedBy(other).addSubjectAlternativeName("127.0.0.1")
                .build();
        try (MockWebServer api = new MockWebServer()) {
            api.useHttps(new HandshakeCertificates.Builder().heldCertificate(server).build().sslSocketFactory());
            api.enqueue(new MockResponse.Builder().build());
            api.start();
            write(".kube/config", kubeconfig("mine", "https://127.0.0.1:" + api.getPort(), "token: t").replace(
                    "server:", "certificate-authority-data: " + base64(authority.certificatePem()) + ", server:"));
            Connection connection = ready(connect(Map.of()));
            var call = connection.http().newCall(new Request.Builder().url(connection.server()).build());

            assertThatThrownBy(call::execute).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void sendsItsTokenAndNoOther() throws Exception {
        assertThat(authorization("token: mine")).isEqualTo("Bearer mine");
    }

    @Test
    void sendsUserAndPassword() throws Exception {
        assertThat(authorization("username: u, password: p")).isEqualTo("Basic " + base64("u:p"));
    }

    @Test
    void takesTheTokenOfACredentialPlugin() throws Exception {
        Path program = write(".kube/bin/login",
                """
                        #!/bin/sh
                        echo "{\\"kind\\":\\"ExecCredential\\",\\"status\\":{\\"token\\":\\"$1-$REALM-${KUBERNETES_EXEC_INFO:+info}\\"}}"
                        """);
        assertThat(program.toFile().setExecutable(true)).isTrue();

        assertThat(authorization(
                "exec: {apiVersion: client.authentication.k8s.io/v1, command: ./bin/login, args: [\"a b\"],"
                        + " env: [{name: REALM, value: lab}]}"))
                .isEqualTo("Bearer a b-lab-info");
    }

    @Test
    void saysWhatACredentialPluginSaid() throws Exception {
        Path program = write(".kube/bin/login", "#!/bin/sh\necho 'session expired' >&2\nexit 3\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        write(".kube/config", kubeconfig("mine", "https://mine.example",
                "exec: {command: ./bin/login, installHint: run cloud login}"));

        ConnectProblem problem = problem(connect(Map.of()));

        assertThat(problem.found()).isEqualTo("exit code 3: session expired");
        assertThat(problem.hint()).isEqualTo("run cloud login");
    }

    @Test
    void saysThatACredentialPluginIsNotInstalled() throws Exception {
        write(".kube/config", kubeconfig("mine", "https://mine.example", "exec: {command: statelab-no-such-program}"));

        assertThat(problem(connect(Map.of())).found()).startsWith("no program that can be started");
    }

    private String authorization(String user) throws Exception {
        try (MockWebServer api = new MockWebServer()) {
            api.enqueue(new MockResponse.Builder().build());
            api.start();
            write(".kube/config", kubeconfig("mine", "http://127.0.0.1:" + api.getPort(), user));
            Connection connection = ready(connect(Map.of()));
            Request request = new Request.Builder().url(connection.server()).header("Authorization", "Bearer stolen")
                    .build();
            connection.http().newCall(request).execute().close();
            return String.join(", ", api.takeRequest().getHeaders().values("Authorization"));
        }
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static String kubeconfig(String context, String server, String user) {
        return """
                apiVersion: v1
                kind: Config
                current-context: %s
                clusters:
                  - {name: c, cluster: {server: "%s"}}
                contexts:
                  - {name: %s, context: {cluster: c, user: u}}
                users:
                  - {name: u, user: {%s}}
                """.formatted(context, server, context, user);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private Surroundings surroundings(Map<String, String> environment, Surroundings.TextFiles files) {
        return new Surroundings(environment, folder, folder.resolve("k3s.yaml"), folder.resolve("serviceaccount"),
                files);
    }

    private ConnectResult connect(Map<String, String> environment) {
        return connect(ConnectOptions.usual(), environment);
    }

    private ConnectResult connect(ConnectOptions options, Map<String, String> environment) {
        return connect(options, surroundings(environment, Files::readString));
    }

    private static ConnectResult connect(ConnectOptions options, Surroundings surroundings) {
        try {
            return Connector.connect(options, surroundings);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection ready(ConnectResult result) {
        assertThat(result).isInstanceOf(Ready.class);
        return ((Ready) result).connection();
    }

    private static ConnectProblem problem(ConnectResult result) {
        assertThat(result).isInstanceOf(Impossible.class);
        return ((Impossible) result).problem();
    }
}
