package dev.statelab.lab.api.http.stream;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.spdy.SpdyDataFrame;
import io.netty.handler.codec.spdy.SpdyPingFrame;
import io.netty.handler.codec.spdy.SpdyRstStreamFrame;
import io.netty.handler.codec.spdy.SpdySynStreamFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Forwarded ports as kubectl has them: each connection is a pair of SPDY streams, one for errors and one for data, that
 * name the port and the request that they belong to.
 *
 * @see <a href="https://github.com/kubernetes/kubernetes/tree/v1.32.0/staging/src/k8s.io/client-go/tools/portforward">
 *     client-go's portforward</a>
 */
public record SpdyPortForward(PodPorts pod) implements Conversation {

    /** SPDY through a WebSocket, which carries no other protocol of port-forward. */
    public static final String PROTOCOL = "SPDY/3.1+portforward.k8s.io";

    private static final String TYPE = "streamtype";
    private static final String REQUEST = "requestid";
    private static final int MOST_STREAMS = 20_000;

    @Override
    public String protocol() {
        return PROTOCOL;
    }

    @Override
    public void hold(WebSocket socket) throws IOException, InterruptedException {
        try (Spdy spdy = new Spdy(socket)) {
            new Talk(pod, spdy).run();
        }
    }

    /** The streams of one WebSocket. */
    private static final class Talk {

        private final PodPorts pod;
        private final Spdy spdy;
        private final Map<String, Integer> errorStreams = new HashMap<>();
        private final Map<Integer, ForwardedConnection> connections = new HashMap<>();

        Talk(PodPorts pod, Spdy spdy) {
            this.pod = pod;
            this.spdy = spdy;
        }

        void run() throws IOException {
            try {
                Optional<Object> frame = spdy.receive();
                while (frame.isPresent()) {
                    try {
                        hear(frame.get());
                    } finally {
                        ReferenceCountUtil.release(frame.get());
                    }
                    frame = spdy.receive();
                }
            } finally {
                for (ForwardedConnection connection : connections.values()) {
                    connection.finish();
                }
            }
        }

        private void hear(Object frame) throws IOException {
            switch (frame) {
                case SpdySynStreamFrame opened -> open(opened);
                case SpdyDataFrame data -> {
                    ForwardedConnection connection = connections.get(data.streamId());
                    if (connection != null) {
                        connection.write(ByteBufUtil.getBytes(data.content()));
                        if (data.isLast()) {
                            connection.finish();
                        }
                    }
                }
                case SpdyRstStreamFrame reset -> {
                    ForwardedConnection connection = connections.remove(reset.streamId());
                    if (connection != null) {
                        connection.finish();
                    }
                }
                case SpdyPingFrame ping -> spdy.send(ping);
                default -> {
                }
            }
        }

        private void open(SpdySynStreamFrame opened) throws IOException {
            String request = opened.headers().getAsString(REQUEST);
            String type = opened.headers().getAsString(TYPE);
            if (connections.size() + errorStreams.size() > MOST_STREAMS) {
                throw new IOException("too many streams");
            }
            spdy.accept(opened.streamId());
            if ("error".equals(type)) {
                errorStreams.put(request, opened.streamId());
                return;
            }
            Integer errors = errorStreams.remove(request);
            if (errors == null || !"data".equals(type)) {
                spdy.finish(opened.streamId());
                return;
            }
            connections.put(opened.streamId(), ForwardedConnection.open(pod, port(opened),
                    new Client(spdy, opened.streamId(), errors)));
        }

        /** 0, to which nobody listens, for what is no port. */
        private static int port(SpdySynStreamFrame opened) {
            String port = opened.headers().getAsString("port");
            return port != null && port.matches("\\d{1,5}") ? Integer.parseInt(port) : 0;
        }
    }

    private record Client(Spdy spdy, int dataStream, int errorStream) implements ForwardedConnection.Client {

        @Override
        public OutputStream data() {
            return new OutputStream() {

                @Override
                public void write(int value) throws IOException {
                    write(new byte[]{(byte) value}, 0, 1);
                }

                @Override
                public void write(byte[] source, int offset, int length) throws IOException {
                    spdy.data(dataStream, source, offset, length);
                }
            };
        }

        @Override
        public void fail(String problem) throws IOException {
            byte[] text = problem.getBytes(StandardCharsets.UTF_8);
            spdy.data(errorStream, text, 0, text.length);
        }

        @Override
        public void end() throws IOException {
            spdy.finish(errorStream);
            spdy.finish(dataStream);
        }
    }
}
