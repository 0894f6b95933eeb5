package dev.statelab.lab.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.Manifests;
import dev.statelab.lab.api.ResourceTypes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that hold connections and do not send what they began: each is cut off, and the others are served. */
@Timeout(60)
class SlowClientTest {

    private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String WHO = " HTTP/1.1\r\nHost: lab\r\nAuthorization: Bearer " + TestServer.TOKEN + "\r\n";
    private static final String REFUSED = "HTTP/1.1 408 Request Timeout";
    private static final Duration TOO_LONG = Duration.ofMinutes(2);

    private final ManualClock clock = new ManualClock();
    private final TestServer server = new TestServer(clock, UnaryOperator.identity());

    @AfterEach
    void close() {
        assertThat(server.get("/healthz").status()).isEqualTo(200);
        server.close();
    }

    /** A connection on which something has been sent. */
    private RawConnection sent(String bytes) throws IOException {
        return server.connect().send(bytes);
    }

    @Test
    void aHeadThatNeverEndsIsAnsweredAndCutOff() throws Exception {
        try (RawConnection slow = sent("GET /api HTTP/1.1\r\nHost: l")) {
            clock.awaitTimers(2);
            clock.pass(Duration.ofSeconds(32));

            assertThat(slow.answers().lines().toList()).startsWith(REFUSED, "Connection: close").last().asString()
                    .contains("\"code\":408", "expected its head in 32 s and its body in 60 s");
        }
    }

    @Test
    void aHeadThatTricklesIsCutOffAsWell() throws Exception {
        try (RawConnection slow = sent("GET /api HTTP/1.1\r\nX: ")) {
            for (int seconds = 0; seconds < 31; seconds++) {
                clock.awaitTimers(2 + seconds);
                clock.pass(Duration.ofSeconds(1));
                slow.send("x");
            }
            clock.awaitTimers(33);
            clock.pass(Duration.ofSeconds(1));

            assertThat(slow.answers().readLine()).isEqualTo(REFUSED);
        }
    }

    @Test
    void aBodyThatNeverEndsIsAnsweredAndCutOff() throws Exception {
        try (RawConnection slow = sent("POST " + CONFIG_MAPS + WHO
                + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"kind\"")) {
            clock.awaitTimers(2);
            clock.pass(Duration.ofSeconds(60));

            assertThat(slow.answers().lines().toList()).startsWith(REFUSED).last().asString()
                    .contains("\"reason\":\"Timeout\"");
        }
        assertThat(server.api().list(ResourceTypes.CONFIG_MAP, "default").items()).isEmpty();
    }

    @Test
    void aConnectionOnWhichNothingIsSaidIsClosed() throws Exception {
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), URI.create(server.url()).getPort())) {
            clock.awaitTimers(1);
            clock.pass(Duration.ofSeconds(32));

            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aConnectionMayRestBetweenRequests() throws Exception {
        try (RawConnection resting = sent("GET /healthz" + WHO + "\r\n")) {
            assertThat(resting.answers().readLine()).isEqualTo("HTTP/1.1 200 OK");

            clock.pass(TOO_LONG);
            resting.send("GET /livez" + WHO + "\r\n");

            assertThat(resting.answers().lines().anyMatch("okHTTP/1.1 200 OK"::equals)).isTrue();
        }
    }

    @Test
    void aSecondRequestHasToComeInTimeToo() throws Exception {
        try (RawConnection slow = sent("GET /healthz" + WHO + "\r\n")) {
            assertThat(slow.answers().readLine()).isEqualTo("HTTP/1.1 200 OK");

            slow.send("GET /livez HTT");
            clock.awaitTimers(2);
            clock.pass(Duration.ofSeconds(32));

            assertThat(slow.answers().lines()).contains("ok" + REFUSED);
        }
    }

    @Test
    void aWatchLastsLonger() throws IOException, ApiException {
        try (RawConnection watch = sent("GET " + CONFIG_MAPS + "?watch=1" + WHO + "\r\n")) {
            assertThat(watch.answers().readLine()).isEqualTo("HTTP/1.1 200 OK");

            clock.pass(TOO_LONG);
            server.api().create(ResourceTypes.CONFIG_MAP, "default", Manifests.configMap("late"));

            assertThat(watch.answers().lines().anyMatch(line -> line.contains("\"late\""))).isTrue();
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

                clock.pass(TOO_LONG);
                // A masked frame with the bytes 0, the channel, and '!'.
                client.send((byte) 0x82, (byte) 0x82, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) '!');

                assertThat(behind.getInputStream().read()).isEqualTo('!');
            }
        }
    }
}
