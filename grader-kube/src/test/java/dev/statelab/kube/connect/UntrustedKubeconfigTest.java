package dev.statelab.kube.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.kube.connect.ConnectResult.Impossible;
import dev.statelab.kube.connect.ConnectResult.Ready;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UntrustedKubeconfigTest {

    private static final UntrustedRules LENIENT = new UntrustedRules(true, true, true);

    @TempDir
    private Path folder = Path.of("");

    private Path file(String cluster, String user) throws IOException {
        return Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: c
                contexts: [{name: c, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {%s}}]
                users: [{name: u, user: {%s}}]
                """.formatted(cluster, user));
    }

    private ConnectResult connect(String cluster, String user, UntrustedRules rules)
            throws IOException, InterruptedException {
        return UntrustedKubeconfig.connect(file(cluster, user), "", rules);
    }

    private static ConnectProblem problem(ConnectResult result) {
        assertThat(result).isInstanceOf(Impossible.class);
        return ((Impossible) result).problem();
    }

    @Test
    void a_server_with_a_token_can_be_used() throws Exception {
        ConnectResult result = connect("server: 'https://8.8.8.8:6443'", "token: t", UntrustedRules.STRICT);

        assertThat(result).isInstanceOfSatisfying(Ready.class,
                ready -> assertThat(ready.connection().server()).hasToString("https://8.8.8.8:6443/"));
    }

    @Test
    void a_program_is_never_run() throws Exception {
        Path proof = folder.resolve("ran");
        ConnectProblem problem = problem(connect("server: 'https://8.8.8.8'",
                "exec: {command: /bin/sh, args: [-c, 'touch " + proof + "']}", LENIENT));

        assertThat(problem.found()).startsWith("exec in ");
        assertThat(proof).doesNotExist();
    }

    @Test
    void a_program_beside_a_token_is_refused_too() throws Exception {
        assertThat(problem(connect("server: 'https://8.8.8.8'", "token: t, exec: {command: id}", LENIENT)).found())
                .startsWith("exec in ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth-provider: {name: oidc}", "tokenFile: /etc/shadow", "client-certificate: /etc/shadow",
        "client-key: /etc/shadow", "exec: [id]", "exec: id"})
    void users_that_need_something_else_are_refused(String user) throws Exception {
        assertThat(problem(connect("server: 'https://8.8.8.8'", user, LENIENT)).found())
                .startsWith(user.substring(0, user.indexOf(':')) + " in ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"certificate-authority: /etc/shadow", "proxy-url: 'http://10.0.0.1'",
        "tls-server-name: other.example"})
    void clusters_that_need_something_else_are_refused(String cluster) throws Exception {
        assertThat(problem(connect("server: 'https://8.8.8.8', " + cluster, "token: t", LENIENT)).found())
                .startsWith(cluster.substring(0, cluster.indexOf(':')) + " in ");
    }

    @Test
    void a_certificate_in_the_file_itself_can_be_used() throws Exception {
        String pem = new HeldCertificate.Builder().certificateAuthority(0).build().certificatePem();
        String data = Base64.getEncoder().encodeToString(pem.getBytes(UTF_8));

        assertThat(connect("server: 'https://8.8.8.8', certificate-authority-data: " + data, "token: t",
                UntrustedRules.STRICT)).isInstanceOf(Ready.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"server: 'https://8.8.8.8', insecure-skip-tls-verify: true", "server: 'http://8.8.8.8'"})
    void a_server_proves_who_it_is_unless_allowed(String cluster) throws Exception {
        assertThat(problem(connect(cluster, "token: t", UntrustedRules.STRICT)).hint())
                .contains("--allow-any-certificate");
        assertThat(connect(cluster, "token: t", LENIENT)).isInstanceOf(Ready.class);
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.3,--allow-private-addresses", "192.168.1.7,--allow-private-addresses",
        "172.31.0.1,--allow-private-addresses", "100.64.0.1,--allow-private-addresses",
        "[fd12::1],--allow-private-addresses", "127.0.0.1,--allow-loopback", "127.9.9.9,--allow-loopback",
        "localhost,--allow-loopback", "[::1],--allow-loopback",
        "[::ffff:127.0.0.1],--allow-loopback", "[64:ff9b::a01:203],--allow-private",
        "[2002:7f00:1::],--allow-loopback"})
    void a_server_near_the_grader_is_refused_unless_allowed(String host, String option) throws Exception {
        String cluster = "server: 'https://" + host + ":6443'";

        assertThat(problem(connect(cluster, "token: t", UntrustedRules.STRICT)).hint()).contains(option);
        assertThat(connect(cluster, "token: t", LENIENT)).isInstanceOf(Ready.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "[fe80::1]", "[fd00:ec2::254]", "0.0.0.0", "[::]", "100.100.100.200",
        "168.63.129.16", "224.0.0.1", "255.255.255.255", "[::ffff:169.254.169.254]", "[64:ff9b::a9fe:a9fe]",
        "[2002:a9fe:a9fe::]"})
    void a_clouds_metadata_is_refused_whatever_is_allowed(String host) throws Exception {
        assertThat(problem(connect("server: 'https://" + host + "'", "token: t", LENIENT)).found()).contains("secrets");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0xA9.0xFE.0xA9.0xFE", "127.0.0.1.", "0",
        "example.0x"})
    void an_address_in_a_form_that_libraries_read_differently_is_refused_whatever_is_allowed(String host)
            throws Exception {
        assertThat(problem(connect("server: 'https://" + host + "'", "token: t", LENIENT)).hint())
                .contains("usual form");
    }

    @Test
    void a_link_to_a_file_elsewhere_is_not_followed_but_one_beside_it_is() throws Exception {
        Path own = file("server: 'https://8.8.8.8'", "token: t");
        Path students = Files.createDirectory(folder.resolve("students"));
        Path out = Files.createSymbolicLink(students.resolve("kubeconfig"), own);
        Path beside = Files.createSymbolicLink(folder.resolve("current"), own.getFileName());

        assertThat(problem(UntrustedKubeconfig.connect(out, "", LENIENT)).found()).contains("a link to");
        assertThat(UntrustedKubeconfig.connect(beside, "", LENIENT)).isInstanceOf(Ready.class);
    }

    @Test
    void a_name_that_stands_for_another_address_by_then_is_refused_when_it_is_connected_to() throws Exception {
        Ready ready = (Ready) connect("server: 'https://8.8.8.8'", "token: t", UntrustedRules.STRICT);

        List<InetAddress> allowed = ready.connection().http().dns().lookup("localhost");

        assertThat(allowed).isEmpty();
    }

    @Test
    void the_environments_proxy_is_not_used() throws Exception {
        Ready ready = (Ready) connect("server: 'https://8.8.8.8'", "token: t", UntrustedRules.STRICT);

        assertThat(ready.connection().http().proxy()).isEqualTo(Proxy.NO_PROXY);
    }

    @Test
    void what_is_no_file_or_too_large_is_told() throws Exception {
        Path large = Files.write(folder.resolve("large"), new byte[1024 * 1024 + 1]);

        assertThat(problem(UntrustedKubeconfig.connect(folder, "", LENIENT)).found()).isEqualTo("no file");
        assertThat(problem(UntrustedKubeconfig.connect(folder.resolve("none"), "", LENIENT)).found())
                .isEqualTo("nothing there");
        assertThat(problem(UntrustedKubeconfig.connect(large, "", LENIENT)).expected()).contains("1 MiB");
    }

    @Test
    void the_server_is_known_without_any_request() throws Exception {
        assertThat(UntrustedKubeconfig.serverOf(file("server: 'https://one.example:6443'", "token: t"), ""))
                .isEqualTo("one.example:6443");
        assertThat(UntrustedKubeconfig.serverOf(folder.resolve("none"), "")).isEmpty();
    }
}
