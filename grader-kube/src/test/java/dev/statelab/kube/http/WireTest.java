package dev.statelab.kube.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.statelab.core.Limits;
import dev.statelab.core.cluster.Cause;
import dev.statelab.kube.connect.Connection;
import dev.statelab.kube.connect.Validity;
import dev.statelab.kube.http.Reply.Answered;
import dev.statelab.kube.http.Reply.Lost;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okio.ByteString;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a server that says without end what OkHttp keeps to itself. */
final class WireTest {

    private static final Duration LONG = Duration.ofSeconds(100);
    private static final long MOST = 40L * 1024 * 1024;
    private static final byte[] MUCH = "x".repeat(65_536).getBytes(ISO_8859_1);

    private final ServerSocket socket = listening();
    private final AtomicLong written = new AtomicLong();
    private final CompletableFuture<List<String>> request = new CompletableFuture<>();
    private final ApiServer api = new ApiServer(
            new Connection(HttpUrl.get("http://127.0.0.1:" + socket.getLocalPort()), new OkHttpClient(), "a test",
                    Validity.ALWAYS));

    private static ServerSocket listening() {
        try {
            return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() throws IOException {
        api.close();
        socket.close();
    }

    /** Answers one request with a beginning, and with the same again and again. */
    private void answer(String start, long times) {
        Thread.ofPlatform().daemon().start(() -> {
            try (Socket connection = socket.accept(); OutputStream out = connection.getOutputStream()) {
                out.write(start.replace("ACCEPT", accepted(connection)).getBytes(ISO_8859_1));
                for (long i = 0; i < times; i++) {
                    out.write(MUCH);
                    written.addAndGet(MUCH.length);
                }
            } catch (IOException over) {
                // The other side has had enough.
            }
        });
    }

    private static String upgraded(String... headers) {
        return Stream.concat(Stream.of("HTTP/1.1 101 Switching Protocols", "Connection: Upgrade", "Upgrade: websocket",
                "Sec-WebSocket-Accept: ACCEPT"), Stream.of(headers)).collect(joining("\r\n", "", "\r\n\r\n"));
    }

    /** What a WebSocket's server answers to the key of a request (RFC 6455, section 4.2.2). */
    private String accepted(Socket connection) throws IOException {
        List<String> lines = new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1)).lines()
                .takeWhile(line -> !line.isEmpty()).toList();
        request.complete(lines);
        String key = lines.stream().filter(line -> line.startsWith("Sec-WebSocket-Key: "))
                .map(line -> line.substring("Sec-WebSocket-Key: ".length())).findFirst().orElse("");
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void what_is_sent_does_not_wait_until_what_was_sent_before_is_acknowledged() throws IOException {
        try (Socket sending = new Wire().createSocket()) {
            assertThat(sending.getTcpNoDelay()).isTrue();
        }
    }

    @Test
    void what_stands_beside_the_length_of_a_chunk_without_end_breaks_the_connection() throws Exception {
        answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", Long.MAX_VALUE);

        assertThat(api.get(api.url("version").build(), LONG)).isInstanceOfSatisfying(Lost.class,
                lost -> assertThat(lost.cause().message()).contains("more than 20 MiB without any content"));
        assertThat(written).hasValueLessThan(MOST);
    }

    @Test
    void a_connection_that_is_closed_is_not_waited_for_while_more_arrives() throws Exception {
        try (ServerSocket server = listening();
                Socket connection = new MeteredSockets.Single().createSocket()) {
            connection.connect(server.getLocalSocketAddress());
            InputStream in = connection.getInputStream();
            try (Socket other = server.accept(); OutputStream out = other.getOutputStream()) {
                for (int skipped = 0; skipped <= Limits.UNSEEN; skipped += MUCH.length) {
                    out.write(MUCH);
                    in.skipNBytes(MUCH.length);
                }
                out.write(MUCH);

                assertThat(in.available()).isZero();
                assertThatThrownBy(in::read).hasMessageContaining("more than 20 MiB");
            }
        }
    }

    @Test
    void a_long_body_that_is_read_is_no_such_thing() throws Exception {
        answer("HTTP/1.1 200 OK\r\nContent-Length: " + 1000L * MUCH.length + "\r\n\r\n", 1000);

        try (Response response = api.stream(api.url("version").build(), LONG).execute()) {
            assertThat(response.body().source().readAll(Okio.blackhole())).isEqualTo(1000L * MUCH.length);
        }
    }

    @Test
    void a_message_of_a_web_socket_without_end_breaks_the_connection() throws Exception {
        CompletableFuture<String> end = new CompletableFuture<>();
        answer(upgraded() + "\u0082\u007f\u007f\0\0\0\0\0\0\0", Long.MAX_VALUE);

        try (Closeable _ = api.channels(api.url("exec").build(), List.of("v5.channel.k8s.io"), new Listener(end))) {
            assertThat(end.get()).contains("more than 20 MiB without any content");
        }
        assertThat(written).hasValueLessThan(MOST);
    }

    @Test
    void many_messages_of_a_web_socket_are_no_such_thing() throws Exception {
        CompletableFuture<String> end = new CompletableFuture<>();
        String large = "\u0082\u007f\0\0\0\0\0\u00a0\0\0";
        answer(upgraded() + (large + "\0".repeat(10 * 1024 * 1024)).repeat(3)
                + "\u0088\0", 0);

        try (Closeable _ = api.channels(api.url("exec").build(), List.of("v5.channel.k8s.io"), new Listener(end))) {
            assertThat(end.get()).isEqualTo("closed");
        }
    }

    /** A message may otherwise be a thousand times larger than what comes in of it. */
    @Test
    void a_web_socket_is_not_compressed() throws Exception {
        CompletableFuture<String> end = new CompletableFuture<>();
        answer(upgraded("Sec-WebSocket-Extensions: permessage-deflate") + "\u00c2\u0001\0", 0);

        try (Closeable _ = api.channels(api.url("exec").build(), List.of("v5.channel.k8s.io"), new Listener(end))) {
            assertThat(end.get()).contains("rsv1");
        }
        assertThat(request.get()).noneMatch(line -> line.contains("permessage-deflate"));
    }

    private record Listener(CompletableFuture<String> end) implements ChannelListener {

        @Override
        public void received(int channel, ByteString content) {}

        @Override
        public void refused(Answered answered) {
            end.complete("refused: " + answered);
        }

        @Override
        public void lost(Cause cause) {
            end.complete(cause.message());
        }

        @Override
        public void closed() {
            end.complete("closed");
        }
    }
}
