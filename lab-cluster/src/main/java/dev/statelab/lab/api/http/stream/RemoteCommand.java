package dev.statelab.lab.api.http.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.container.ProcessStreams;
import dev.statelab.lab.container.Session;
import dev.statelab.lab.container.process.Pipe;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The streams of a process over a WebSocket, as {@code exec} and {@code attach} have them. At the end the error channel
 * says in a {@code Status} how it went. Only in the fifth version can a client say that its input has ended; before that,
 * a command that reads to the end waits until the connection is closed.
 *
 * @param protocol one of {@link #PROTOCOLS}
 * @see <a href="https://github.com/kubernetes/enhancements/tree/master/keps/sig-api-machinery/4006-transition-spdy-to-websockets">
 *     KEP 4006</a>
 */
public record RemoteCommand(String protocol, Streams streams, Subject process) implements Conversation {

    /** The best first. */
    public static final List<String> PROTOCOLS = List.of("v5.channel.k8s.io", "v4.channel.k8s.io",
            "v4.base64.channel.k8s.io");

    private static final String WITH_CLOSE = PROTOCOLS.getFirst();
    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;
    private static final int ERROR = 3;
    private static final int RESIZE = 4;
    private static final int CLOSE = 255;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Which streams the client wants. */
    public record Streams(boolean stdin, boolean stdout, boolean stderr, boolean tty) {}

    /** The process at the other end. */
    @FunctionalInterface
    public interface Subject {

        /** @throws ApiException with what the error channel says instead */
        Session join(ProcessStreams streams) throws ApiException;
    }

    @Override
    public void hold(WebSocket socket) throws IOException, InterruptedException {
        Channels channels = new Channels(socket, protocol.contains("base64"));
        Pipe input = new Pipe();
        channels.send(streams.stdout() ? STDOUT : streams.stderr() ? STDERR : ERROR, "");
        try {
            Session session = process.join(new ProcessStreams(
                    streams.stdin() ? input.reader() : InputStream.nullInputStream(),
                    streams.stdout() ? channels.output(STDOUT) : OutputStream.nullOutputStream(),
                    streams.stderr() ? channels.output(STDERR) : OutputStream.nullOutputStream(), streams.tty()));
            try {
                accompany(session, channels, input);
            } finally {
                session.end();
                input.reader().close();
            }
        } catch (ApiException refused) {
            channels.send(ERROR, refused.status().toString());
            socket.sendClose();
        }
    }

    private void accompany(Session session, Channels channels, Pipe input) throws IOException, InterruptedException {
        CompletableFuture<Integer> over = session.exit();
        Thread receiver = Thread.ofVirtual().name("lab-stream-input").start(() -> {
            try {
                receive(session, channels, input.writer());
            } catch (IOException gone) {
                over.completeExceptionally(gone);
            }
        });
        try {
            channels.send(ERROR, status(over.get()).toString());
        } catch (ExecutionException gone) {
            throw new IOException("the client has gone", gone);
        }
        channels.socket().sendClose();
        // The client answers, and then closes the connection itself.
        receiver.join(PATIENCE);
    }

    private void receive(Session session, Channels channels, OutputStream input) throws IOException {
        Optional<Channels.Message> message = channels.receive();
        while (message.isPresent()) {
            byte[] content = message.get().content();
            switch (message.get().channel()) {
                case STDIN -> write(input, content);
                case RESIZE -> resize(session, content);
                case CLOSE -> {
                    if (protocol.equals(WITH_CLOSE) && content.length == 1 && content[0] == STDIN) {
                        input.close();
                    }
                }
                default -> {
                }
            }
            message = channels.receive();
        }
        throw new IOException("the client has closed the connection");
    }

    private static void write(OutputStream input, byte[] content) throws IOException {
        try {
            input.write(content);
        } catch (Pipe.BrokenPipeException _) {
            // The process reads no more; what it writes still counts.
        }
    }

    private static void resize(Session session, byte[] content) {
        try {
            JsonNode size = JSON.readTree(new String(content, StandardCharsets.UTF_8));
            session.resize(size.path("Width").asInt(), size.path("Height").asInt());
        } catch (JsonProcessingException _) {
            // A terminal of unknown size stays as it is.
        }
    }

    private static ObjectNode status(int code) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.putObject("metadata");
        if (code == 0) {
            return status.put("status", "Success");
        }
        status.put("status", "Failure")
                .put("message", "command terminated with non-zero exit code: command terminated with exit code " + code)
                .put("reason", "NonZeroExitCode");
        status.putObject("details").putArray("causes").addObject().put("reason", "ExitCode")
                .put("message", Integer.toString(code));
        return status;
    }
}
