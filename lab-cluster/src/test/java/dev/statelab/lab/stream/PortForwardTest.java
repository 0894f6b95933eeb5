package dev.statelab.lab.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.lab.container.image.Image;
import dev.statelab.lab.container.process.Program;
import dev.statelab.lab.kubectl.Kubectl;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Ports of pods, forwarded by kubectl and by fabric8's client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PortForwardTest {

    private static final Pattern FORWARDING = Pattern.compile("Forwarding from 127.0.0.1:(\\d+) -> \\d+");

    /** Answers each line with itself in capitals, from 127.0.0.1 only, and says "bye" at the end of the lines. */
    private static final Program SHOUT = surroundings -> {
        try (ServerSocket server = new ServerSocket()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            surroundings.closeAtEnd(server);
            surroundings.listen(7000, new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), true);
            while (true) {
                Socket client = server.accept();
                surroundings.closeAtEnd(client);
                Thread.ofVirtual().start(() -> shout(client));
            }
        } catch (IOException closed) {
            return 0;
        }
    };

    private final RunningPods pods = RunningPods.start(
            options -> options.withImage("shout", Image.application("shout", SHOUT)));

    @TempDir
    private Path folder = Path.of("");

    private static void shout(Socket client) {
        try (client; BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                client.getOutputStream().write((line.toUpperCase(Locale.ROOT) + "\n").getBytes(UTF_8));
            }
            client.getOutputStream().write("bye\n".getBytes(UTF_8));
        } catch (IOException _) {
            // The other side has gone.
        }
    }

    @BeforeAll
    void start() {
        pods.with("""
                apiVersion: v1
                kind: Pod
                metadata: {name: store}
                spec:
                  terminationGracePeriodSeconds: 0
                  containers:
                  - name: store
                    image: kvstore
                    imagePullPolicy: Never
                    readinessProbe: {httpGet: {path: /health, port: 5000}, periodSeconds: 1}
                  - {name: shout, image: shout, imagePullPolicy: Never}
                """);
    }

    @AfterAll
    void stop() {
        pods.close();
    }

    private static int port(Kubectl.Running forward) {
        var line = FORWARDING.matcher(forward.nextLine());
        assertThat(line.matches()).isTrue();
        return Integer.parseInt(line.group(1));
    }

    private static String call(HttpClient client, HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString()).body();
    }

    private static HttpRequest.Builder to(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    @Test
    void kubectl_forwards_many_connections_of_a_port() throws Exception {
        try (Kubectl.Running forward = pods.kubectl(folder).start("port-forward", "pod/store", ":5000",
                "--address=127.0.0.1"); HttpClient client = HttpClient.newHttpClient()) {
            int port = port(forward);
            String large = "x".repeat(1_000_000);

            call(client, to(port, "/obj/large").POST(BodyPublishers.ofString(large)));

            assertThat(call(client, to(port, "/obj/large")).equals(large)).isTrue();
            assertThat(List.of(1, 2, 3, 4, 5, 6, 7, 8).parallelStream().map(_ -> health(port)).toList())
                    .allMatch(answer -> answer == 200);
        }
    }

    private static int health(int port) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(to(port, "/health").build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    @Test
    void kubectl_reaches_what_listens_on_localhost_and_each_end_closes_for_itself() throws Exception {
        try (Kubectl.Running forward = pods.kubectl(folder).start("port-forward", "store", ":7000",
                "--address=127.0.0.1")) {
            int port = port(forward);
            try (Socket broken = new Socket(InetAddress.getLoopbackAddress(), port)) {
                broken.getOutputStream().write("half a li".getBytes(UTF_8));
                broken.setSoLinger(true, 0);
            }
            assertShouts(port);
        }
    }

    private static void assertShouts(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
            socket.getOutputStream().write("hello\n".getBytes(UTF_8));
            assertThat(in.readLine()).isEqualTo("HELLO");
            socket.shutdownOutput();
            assertThat(in.readLine()).isEqualTo("bye");
            assertThat(in.readLine()).isNull();
        }
    }

    @Test
    void kubectl_says_that_nobody_listens() throws Exception {
        try (Kubectl.Running forward = pods.kubectl(folder).start("port-forward", "pod/store", ":9999",
                "--address=127.0.0.1"); Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(forward))) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(forward.process().errorReader(UTF_8).readLine()).contains(
                    "an error occurred forwarding", "-> 9999: error forwarding port 9999 to pod ",
                    "failed to connect to localhost:9999 inside namespace",
                    "dial tcp4 127.0.0.1:9999: connect: connection refused");
        }
    }

    @Test
    void fabric8_forwards_ports() throws Exception {
        var pod = pods.client().pods().inNamespace("default").withName("store");
        try (LocalPortForward forward = pod.portForward(5000, InetAddress.getLoopbackAddress(), 0);
                HttpClient client = HttpClient.newHttpClient()) {
            String large = "y".repeat(1_000_000);

            call(client, to(forward.getLocalPort(), "/obj/fabric8").POST(BodyPublishers.ofString(large)));

            assertThat(call(client, to(forward.getLocalPort(), "/obj/fabric8")).equals(large)).isTrue();
            assertThat(forward.errorOccurred()).isFalse();
        }
    }

    @Test
    void fabric8_hears_that_nobody_listens() throws Exception {
        var pod = pods.client().pods().inNamespace("default").withName("store");
        try (LocalPortForward forward = pod.portForward(9999, InetAddress.getLoopbackAddress(), 0);
                Socket socket = new Socket(forward.getLocalAddress(), forward.getLocalPort())) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }
}
