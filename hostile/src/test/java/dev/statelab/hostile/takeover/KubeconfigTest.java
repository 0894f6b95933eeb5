package dev.statelab.hostile.takeover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.hostile.grader.Classroom;
import dev.statelab.hostile.grader.GraderRun;
import dev.statelab.hostile.table.Attack;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a kubeconfig in a roster can make the grader do. Each is tried with all that an instructor can allow, beside a
 * server that would answer, so that it is the attack that is refused and not the address.
 */
@Attack("Kubeconfigs of others")
class KubeconfigTest {

    private static final String[] ALL_ALLOWED = {"--allow-loopback", "--allow-private-addresses",
        "--allow-any-certificate"};
    private static final String SECRET = "the-instructors-own-token";

    @TempDir
    private Path folder = Path.of("");

    private final HeldCertificate certificate = new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1")
            .build();
    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        server.useHttps(new HandshakeCertificates.Builder().heldCertificate(certificate).build().sslSocketFactory());
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder().code(404).build();
            }
        });
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String authority() {
        return "certificate-authority-data: "
                + Base64.getEncoder().encodeToString(certificate.certificatePem().getBytes(UTF_8));
    }

    private String address() {
        return "https://127.0.0.1:" + server.getPort();
    }

    private GraderRun grade(String kubeconfig, String... options) throws IOException {
        Classroom classroom = new Classroom(folder);
        classroom.put("eve.kubeconfig", kubeconfig);
        GraderRun run = classroom.grade(List.of("eve,Eve,eve.kubeconfig,,,"), options);
        assertThat(run.exitCode()).as(run.printed()).isEqualTo(3);
        assertThat(classroom.gradebook()).as("no score, and no zero").contains("eve,Eve,not-graded,,100");
        assertThat(run.printed() + classroom.written()).doesNotContain(SECRET).doesNotContain("\tat ");
        return run;
    }

    private static String kubeconfig(String cluster, String user) {
        return """
                apiVersion: v1
                kind: Config
                current-context: c
                contexts: [{name: c, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {%s}}]
                users: [{name: u, user: {%s}}]
                """.formatted(cluster, user);
    }

    private void assertNobodyWasAsked() {
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void a_server_that_is_allowed_is_asked_so_that_the_attacks_are_not_refused_for_another_reason() throws Exception {
        grade(kubeconfig("server: '" + address() + "', " + authority(), "token: mine"), ALL_ALLOWED);

        assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "exec: {command: touch, args: [CANARY]}",
        "token: mine, exec: {command: touch, args: [CANARY]}",
        "exec: {apiVersion: client.authentication.k8s.io/v1, command: /bin/sh, args: [-c, 'touch CANARY'],"
                + " interactiveMode: Never}",
        "exec: {command: ./eve.sh}",
        "'exec': {command: touch, args: [CANARY]}",
        "\"\\x65xec\": {command: touch, args: [CANARY]}",
        "<<: {exec: {command: touch, args: [CANARY]}}",
        "<<: [{token: mine}, {exec: {command: touch, args: [CANARY]}}]",
        "auth-provider: {name: gcp, config: {cmd-path: /usr/bin/touch, cmd-args: CANARY}}",
        "token: mine, auth-provider: {name: oidc, config: {idp-issuer-url: 'https://127.0.0.1:PORT'}}"
    })
    void a_program_is_not_run(String user) throws Exception {
        Path canary = folder.resolve("ran");
        boolean _ = Files.writeString(folder.resolve("eve.sh"), "#!/bin/sh\ntouch " + canary + "\n").toFile()
                .setExecutable(true);

        GraderRun run = grade(kubeconfig("server: '" + address() + "', " + authority(),
                user.replace("CANARY", canary.toString()).replace("PORT", Integer.toString(server.getPort()))),
                ALL_ALLOWED);

        assertThat(canary).doesNotExist();
        assertNobodyWasAsked();
        assertThat(run.printed()).contains("eve (row 2)").contains("kubeconfig");
    }
}
