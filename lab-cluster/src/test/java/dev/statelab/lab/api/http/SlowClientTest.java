package dev.statelab.lab.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.api.ResourceTypes;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that hold connections and do not send what they began: each is cut off, and the others are served. */
class SlowClientTest {

    private static final int SPEED = 32;
    private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String WHO = " HTTP/1.1\r\nHost: lab\r\nAuthorization: Bearer " + TestServer.TOKEN + "\r\n";
    private static final String BODY_FOLLOWS = "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"kind\"";

    private final TestServer server = new TestServer(SPEED, UnaryOperator.identity());

    @AfterEach
    void close() {
        assertThat(server.get("/healthz").status()).isEqualTo(200);
        server.close();
    }

    /** A connection on which something has been sent. */
    private RawConnection sent(String bytes) throws IOException {
        return server.connect().send(bytes);
    }

    /** Returns once both limits have passed for connections that were open before. */
    private void outlastTheLimits() throws IOException {
        try (RawConnection slow = sent("POST " + CONFIG_MAPS + WHO + BODY_FOLLOWS)) {
            assertThat(slow.answers().lines()).contains("HTTP/1.1 408 Request Timeout");
        }
    }

    @Test
    void aHeadThatNeverEndsIsAnsweredAndCutOff() throws IOException {
        try (RawConnection slow = sent("GET /api HTTP/1.1\r\nHost: l")) {
            assertThat(slow.answers().lines().toList()).startsWith("HTTP/1.1 408 Request Timeout", "Connection: close")
                    .last().asString().contains("\"code\":408", "expected its head in 32 s and its body in 60 s");
        }
    }

    @Test
    void aHeadThatTricklesIsCutOffAsWell() throws IOException {
        try (RawConnection slow = sent("GET /api HTTP/1.1\r\nX: ");
                ScheduledExecutorService trickle = Executors.newSingleThreadScheduledExecutor()) {
            var _ = trickle.scheduleAtFixedRate(() -> assertThatCode(() -> slow.send("x")).doesNotThrowAnyException(), 0,
                    1000 / SPEED, TimeUnit.MILLISECONDS);

            assertThat(slow.answers().readLine()).isEqualTo("HTTP/1.1 408 Request Timeout");
            trickle.shutdownNow();
        }
    }

    @Test
    void aBodyThatNeverEndsIsAnsweredAndCutOff() throws IOException {
        try (RawConnection slow = sent("POST " + CONFIG_MAPS + WHO + BODY_FOLLOWS)) {
            assertThat(slow.answers().lines().toList()).startsWith("HTTP/1.1 408 Request Timeout")
                    .last().asString().contains("\"reason\":\"Timeout\"");
        }
        assertThat(server.api().list(ResourceTypes.CONFIG_MAP, "default").items()).isEmpty();
    }

    @Test
    void aConnectionOnWhichNothingIsSaidIsClosed() throws IOException {
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), URI.create(server.url()).getPort())) {
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aConnectionMayRestBetweenRequests() throws IOException {
        try (RawConnection resting = sent("GET /healthz" + WHO + "\r\n")) {
            BufferedReader answers = resting.answers();
            assertThat(answers.readLine()).isEqualTo("HTTP/1.1 200 OK");

            outlastTheLimits();
            resting.send("GET /livez" + WHO + "\r\n");

            assertThat(answers.lines().anyMatch("okHTTP/1.1 200 OK"::equals)).isTrue();
        }
    }

    @Test
    void aSecondRequestHasToComeInTimeToo() throws IOException {
        try (RawConnection slow = sent("GET /healthz" + WHO + "\r\n")) {
            BufferedReader answers = slow.answers();
            assertThat(answers.readLine()).isEqualTo("HTTP/1.1 200 OK");

            slow.send("GET /livez HTT");

            assertThat(answers.lines()).contains("okHTTP/1.1 408 Request Timeout");
        }
    }

    @Test
    void aWatchLastsLonger() throws IOException, ApiException {
        try (RawConnection watch = sent("GET " + CONFIG_MAPS + "?watch=1" + WHO + "\r\n")) {
            BufferedReader events = watch.answers();
            assertThat(events.readLine()).isEqualTo("HTTP/1.1 200 OK");

            outlastTheLimits();
            server.api().create(ResourceTypes.CONFIG_MAP, "default", Manifests.configMap("late"));

            assertThat(events.lines().filter(line -> line.contains("\"late\"")).findFirst()).isPresent();
        }
    }

    @Test
    void aForwardedPortLastsLonger() throws IOException, ApiException {
        server.withNamespace("task-02").api().create(ResourceTypes.POD, "task-02", Manifests.podOnNode("pod-0"));
        try (ServerSocket application = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.pods().listening("task-02", "pod-0", 5000,
                    new InetSocketAddress(application.getInetAddress(), application.getLocalPort()));
            try (RawConnection client = sent("GET /api/v1/namespaces/task-02/pods/pod-0/portforward?ports=5000" + WHO
                    + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: v4.channel.k8s.io\r\n\r\n");
                    Socket behind = application.accept()) {
                assertThat(client.answers().readLine()).isEqualTo("HTTP/1.1 101 Switching Protocols");

                outlastTheLimits();
                // A masked frame with the bytes 0, the channel, and '!'.
                client.send((byte) 0x82, (byte) 0x82, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) '!');

                assertThat(behind.getInputStream().read()).isEqualTo('!');
            }
        }
    }
}
