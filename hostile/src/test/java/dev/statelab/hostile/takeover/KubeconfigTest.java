package dev.statelab.hostile.takeover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.hostile.grader.Classroom;
import dev.statelab.hostile.grader.GraderRun;
import dev.statelab.hostile.server.Canary;
import dev.statelab.hostile.table.Attack;
import dev.statelab.hostile.table.Ledger;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
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
    /** Before anything is sent: an address that was asked in vain is told in other words. */
    private static final String REFUSED = "eve \\(row 2\\): Expected (a server|the address of a server)";
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

    @ParameterizedTest
    @ValueSource(strings = {"certificate-authority: SECRET", "proxy-url: 'http://127.0.0.1:CANARY'",
        "proxy-url: 'socks5://127.0.0.1:CANARY'", "tls-server-name: kubernetes.default",
        "<<: {proxy-url: 'http://127.0.0.1:CANARY'}", "proxy-url: ['http://127.0.0.1:CANARY']"})
    void a_cluster_that_needs_something_else_is_not_asked(String field) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), SECRET);
        try (Canary canary = Canary.open()) {
            grade(kubeconfig("server: '" + address() + "', insecure-skip-tls-verify: true, " + field
                    .replace("SECRET", secret.toString()).replace("CANARY", Integer.toString(canary.port())),
                    "token: mine"), ALL_ALLOWED);

            assertThat(canary.wasConnectedTo()).isFalse();
            assertNobodyWasAsked();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokenFile: SECRET", "tokenFile: ./secret", "token: mine, tokenFile: SECRET",
        "token: '', tokenFile: SECRET", "client-certificate: SECRET, client-key: SECRET",
        "client-certificate-data: '', client-certificate: SECRET, client-key: SECRET"})
    void a_file_is_not_read(String user) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), SECRET);

        grade(kubeconfig("server: '" + address() + "', " + authority(), user.replace("SECRET", secret.toString())),
                ALL_ALLOWED);

        assertNobodyWasAsked();
    }

    @ParameterizedTest
    @ValueSource(strings = {"server: 'https://127.0.0.1:PORT', insecure-skip-tls-verify: true",
        "server: 'https://127.0.0.1:PORT', insecure-skip-tls-verify: yes",
        "server: 'https://127.0.0.1:PORT', insecure-skip-tls-verify: 'true'",
        "server: 'https://127.0.0.1:PORT', insecure-skip-tls-verify: 1", "server: 'http://127.0.0.1:PORT'",
        "server: 'https://127.0.0.1:PORT'"})
    void a_server_that_does_not_prove_who_it_is_gets_no_token(String cluster) throws Exception {
        grade(kubeconfig(cluster.replace("PORT", Integer.toString(server.getPort())), "token: mine"),
                "--allow-loopback", "--allow-private-addresses");

        assertNobodyWasAsked();
    }

    /** Each is another way to write the address where clouds hand out credentials, or that of this machine. */
    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "2852039166", "0xa9fea9fe", "0xA9.0xFE.0xA9.0xFE", "0251.0376.0251.0376",
        "169.254.43518", "169.16689662", "[::ffff:169.254.169.254]", "[::ffff:a9fe:a9fe]", "[::169.254.169.254]",
        "[0:0:0:0:0:ffff:a9fe:a9fe]", "[64:ff9b::169.254.169.254]", "[2002:a9fe:a9fe::]", "[fe80::1]",
        "[fe80::1%25lo]", "[fd00:ec2::254]", "100.100.100.200", "192.0.0.192", "0.0.0.0", "0",
        "[::]", "255.255.255.255", "224.0.0.1", "[ff02::1]", "169.254.169.254.", "\uFF11\uFF16\uFF19.254.169.254",
        "169\u3002254\u3002169\u3002254", "user:pass@169.254.169.254", "8.8.8.8@169.254.169.254",
        "169.254.169.254/latest/meta-data?x=", "[64:ff9b:1::a9fe:a9fe]"})
    void a_clouds_metadata_is_not_asked_whatever_is_allowed(String host) throws Exception {
        GraderRun run = grade(kubeconfig("server: \"https://" + host + "\", insecure-skip-tls-verify: true",
                "token: mine"), ALL_ALLOWED);

        assertThat(run.out()).containsPattern(REFUSED);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "LOCALHOST", "127.1", "2130706433", "0x7f000001",
        "0177.0.0.1", "127.0.0.1.", "[::1]", "[::ffff:127.0.0.1]", "[::127.0.0.1]", "[2002:7f00:1::]", "127.8.8.8",
        "\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3", "10.0.0.1", "172.16.0.1", "192.168.0.1",
        "100.64.0.1", "[fc00::1]", "[::ffff:10.0.0.1]", "167772161"})
    void a_server_on_this_machine_or_in_its_networks_is_not_asked_unless_allowed(String host) throws Exception {
        GraderRun run = grade(kubeconfig("server: \"https://" + host + ":" + server.getPort()
                + "\", insecure-skip-tls-verify: true", "token: mine"), "--allow-any-certificate");

        assertThat(run.out()).containsPattern(REFUSED);
        assertNobodyWasAsked();
    }

    /** A name can stand for any address; those who look after a domain's names choose which. */
    @Test
    void a_name_that_stands_for_such_an_address_is_not_asked(Ledger ledger) throws Exception {
        List<String> names = List.of("metadata", "private", "loopback", "version6", "one-of-two");
        ledger.tried(names.size());
        Path hosts = Files.writeString(folder.resolve("hosts"), """
                169.254.169.254 metadata.example
                10.0.0.1 private.example
                127.0.0.1 loopback.example
                ::1 version6.example
                127.0.0.1 one-of-two.example
                203.0.113.7 one-of-two.example
                """);
        Classroom classroom = new Classroom(folder);
        for (String name : names) {
            classroom.put(name, kubeconfig("server: 'https://" + name + ".example:" + server.getPort()
                    + "', insecure-skip-tls-verify: true", "token: mine"));
        }

        GraderRun run = GraderRun.inProcess(List.of("-Djdk.net.hosts.file=" + hosts), Map.of(),
                classroom.command(names.stream().map(name -> "eve-" + name + ",," + name + ",,,").toList(),
                        "--allow-any-certificate"));

        assertThat(run.exitCode()).as(run.printed()).isEqualTo(3);
        assertThat(run.out().lines().filter(line -> line.matches(" *eve-.*: Expected (a server|the address of a server)"
                + ".*"))).hasSameSizeAs(names);
        assertNobodyWasAsked();
    }

    @Test
    void nothing_of_the_environment_is_sent() throws Exception {
        Classroom classroom = new Classroom(folder);
        classroom.put("eve.kubeconfig", kubeconfig("server: '" + address() + "', " + authority(), ""));
        Path own = classroom.put("own.kubeconfig", kubeconfig("server: '" + address() + "', " + authority(),
                "token: " + SECRET));
        try (Canary proxy = Canary.open()) {
            String there = "http://127.0.0.1:" + proxy.port();
            GraderRun run = GraderRun.inProcess(
                    List.of("-Dkubernetes.auth.token=" + SECRET, "-Dhttps.proxyHost=127.0.0.1",
                            "-Dhttps.proxyPort=" + proxy.port(), "-Dhttp.nonProxyHosts="),
                    Map.of("KUBERNETES_AUTH_TOKEN", SECRET, "KUBECONFIG", own.toString(), "HTTPS_PROXY", there,
                            "https_proxy", there, "ALL_PROXY", there),
                    classroom.command(List.of("eve,Eve,eve.kubeconfig,,,"), ALL_ALLOWED));

            assertThat(run.exitCode()).as(run.printed()).isEqualTo(3);
            assertThat(proxy.wasConnectedTo()).isFalse();
            assertThat(server.getRequestCount()).isPositive();
            for (int i = server.getRequestCount(); i > 0; i--) {
                assertThat(server.takeRequest().getHeaders().toString()).doesNotContain(SECRET, "Authorization");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirect_is_not_followed(int status) throws Exception {
        try (Canary canary = Canary.open(); Canary plain = Canary.open()) {
            server.setDispatcher(new Dispatcher() {
                @Override
                public MockResponse dispatch(RecordedRequest request) {
                    return new MockResponse.Builder().code(status)
                            .addHeader("Location", server.getRequestCount() % 2 == 0
                                    ? "https://127.0.0.1:" + canary.socket().socket().getLocalPort() + "/"
                                    : "http://127.0.0.1:" + plain.socket().socket().getLocalPort() + "/")
                            .build();
                }
            });

            grade(kubeconfig("server: '" + address() + "', " + authority(), "token: mine"), ALL_ALLOWED);

            assertThat(server.getRequestCount()).isPositive();
            assertThat(canary.wasConnectedTo()).isFalse();
            assertThat(plain.wasConnectedTo()).isFalse();
        }
    }

    /** Six levels have more aliases than the YAML library takes; four have fewer, and grow to a million words. */
    @ParameterizedTest
    @ValueSource(ints = {6, 4})
    void aliases_that_grow_without_end_are_not_copied_out(int levels) throws Exception {
        StringBuilder bomb = new StringBuilder("a0: &a0 [" + "x, ".repeat(100) + "]\n");
        for (int i = 1; i <= levels; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [").append(("*a" + (i - 1) + ", ").repeat(10))
                    .append("]\n");
        }

        GraderRun run = grade(bomb.toString(), ALL_ALLOWED);

        assertThat(run.out()).contains("aliases");
    }

    @ParameterizedTest
    @ValueSource(strings = {"&a [*a]", "a: &a {<<: *a}", "[[[[", "\u0000", "- \uFEFF", "%YAML 9.9\n---\n{}", "!!javax"
            + ".script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL ['http://127.0.0.1:1/']]]]",
        "--- {}\n--- {}", "clusters: {name: c}\ncontexts: 7\nusers: [[]]\ncurrent-context: []", "'"})
    void a_file_that_is_no_kubeconfig_is_told_as_one(String text) throws Exception {
        assertThat(grade(text, ALL_ALLOWED).out()).contains("eve (row 2): Expected");
        assertNobodyWasAsked();
    }

    @Test
    void a_file_that_is_deep_is_told_as_one() throws Exception {
        assertThat(grade("[".repeat(500_000), ALL_ALLOWED).out()).contains("eve (row 2): Expected");
        assertThat(grade("{a: ".repeat(100_000), "--resume", "--incomplete").out()).contains("eve (row 2): Expected");
    }

    /** What is behind these never ends, or blocks whoever opens it. */
    @Test
    void a_device_and_a_pipe_and_a_huge_file_are_not_read() throws Exception {
        Classroom classroom = new Classroom(folder);
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        Files.createSymbolicLink(folder.resolve("link"), Path.of("/dev/zero"));
        try (FileChannel huge = FileChannel.open(folder.resolve("huge"), CREATE_NEW, WRITE)) {
            int _ = huge.write(ByteBuffer.wrap(new byte[1]), 10L * 1024 * 1024 * 1024);
        }

        GraderRun run = classroom.grade(List.of("a,,/dev/zero,,,", "b,,pipe,,,", "c,,link,,,", "d,,huge,,,",
                "e,,../../../../../../etc/shadow,,,"), ALL_ALLOWED);

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(classroom.gradebook()).containsSubsequence("a,,not-graded,,", "b,,not-graded,,", "c,,not-graded,,",
                "d,,not-graded,,", "e,,not-graded,,");
    }

    @Test
    void a_link_to_the_instructors_own_kubeconfig_is_not_followed() throws Exception {
        Classroom classroom = new Classroom(Files.createDirectory(folder.resolve("class")));
        Path own = Files.writeString(folder.resolve("own"),
                kubeconfig("server: '" + address() + "', " + authority(), "token: " + SECRET));
        Files.createSymbolicLink(classroom.folder().resolve("eve"), own);

        GraderRun run = classroom.grade(List.of("eve,Eve,eve,,,"), ALL_ALLOWED);

        assertThat(run.out()).contains("a link to a file in another folder");
        assertNobodyWasAsked();
    }
}
