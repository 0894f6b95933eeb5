package dev.statelab.lab.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.http.WebSocket;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a client ends a command's input and still hears the answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InputEndTest {

    private static final long PATIENCE_SECONDS = 30;
    private static final byte[] END_OF_INPUT = {(byte) 255, 0};

    private final RunningPods pods = RunningPods.start();

    @BeforeAll
    void start() {
        pods.withShell("box");
    }

    @AfterAll
    void stop() {
        pods.close();
    }

    /** Collects what a command writes until the error channel says how it went. */
    private static final class Answer implements WebSocket.Listener {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final CompletableFuture<String> complete = new CompletableFuture<>();

        @Override
        public void onMessage(WebSocket socket, ByteBuffer message) {
            int channel = message.get();
            byte[] content = new byte[message.remaining()];
            message.get(content);
            switch (channel) {
                case 1 -> out.writeBytes(content);
                case 3 -> complete.complete(out.toString(StandardCharsets.UTF_8));
                default -> complete.completeExceptionally(new AssertionError("channel " + channel));
            }
            socket.request();
        }

        @Override
        public void onClose(WebSocket socket, int code, String reason) {
            complete.completeExceptionally(new AssertionError("closed with " + code + " before the status"));
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            complete.completeExceptionally(error);
        }
    }

    private WebSocket exec(String protocol, String script, Answer answer) {
        return pods.client().getHttpClient().newWebSocketBuilder().subprotocol(protocol)
                .uri(URI.create(pods.client().getMasterUrl() + "api/v1/namespaces/default/pods/box/exec"
                        + "?stdin=true&stdout=true&command=sh&command=-c&command="
                        + URLEncoder.encode(script, StandardCharsets.UTF_8)))
                .buildAsync(answer).join();
    }

    private static void input(WebSocket socket, String text) {
        socket.send(ByteBuffer.wrap(("\0" + text).getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({"v5.channel.k8s.io, <one><>", "v4.channel.k8s.io, <one><two>"})
    void is_a_message_since_the_fifth_version(String protocol, String heard) throws Exception {
        Answer answer = new Answer();
        WebSocket socket = exec(protocol, "read first; read second; echo \"<$first><$second>\"", answer);

        input(socket, "one\n");
        socket.send(ByteBuffer.wrap(END_OF_INPUT));
        input(socket, "two\n");

        assertThat(answer.complete.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(heard + "\n");
        socket.sendClose(1000, "");
    }
}
