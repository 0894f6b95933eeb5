package dev.statelab.lab.api.http.stream;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import java.io.IOException;
import java.util.Optional;

/** A WebSocket after its handshake. One thread receives; any may send. */
public final class WebSocket implements AutoCloseable {

    private static final int LONGEST_MESSAGE = 16 << 20;

    private final DataReader reader;
    private final DataWriter writer;
    private final EmbeddedChannel decoder = new EmbeddedChannel(
            new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder().maxFramePayloadLength(LONGEST_MESSAGE)
                    .closeOnProtocolViolation(false).build()),
            new WebSocketFrameAggregator(LONGEST_MESSAGE));
    private final EmbeddedChannel encoder = new EmbeddedChannel(new WebSocket13FrameEncoder(false));
    private boolean closed;

    WebSocket(DataReader reader, DataWriter writer) {
        this.reader = reader;
        this.writer = writer;
    }

    /** The next message, binary or text; empty when the other side has closed. Pings are answered. */
    Optional<byte[]> receive() throws IOException {
        while (true) {
            WebSocketFrame frame = nextFrame();
            try {
                switch (frame) {
                    case BinaryWebSocketFrame message -> {
                        return Optional.of(ByteBufUtil.getBytes(message.content()));
                    }
                    case TextWebSocketFrame message -> {
                        return Optional.of(ByteBufUtil.getBytes(message.content()));
                    }
                    case PingWebSocketFrame ping -> write(new PongWebSocketFrame(ping.content().retain()));
                    case CloseWebSocketFrame _ -> {
                        sendClose(WebSocketCloseStatus.NORMAL_CLOSURE);
                        return Optional.empty();
                    }
                    default -> {
                    }
                }
            } finally {
                frame.release();
            }
        }
    }

    private WebSocketFrame nextFrame() throws IOException {
        try {
            WebSocketFrame frame = decoder.readInbound();
            while (frame == null) {
                reader.ensureAvailable();
                decoder.writeInbound(Unpooled.wrappedBuffer(reader.readBytes(reader.available())));
                frame = decoder.readInbound();
            }
            return frame;
        } catch (CodecException wrong) {
            sendClose(WebSocketCloseStatus.PROTOCOL_ERROR);
            throw new IOException("not a WebSocket frame", wrong);
        } catch (DataReader.InsufficientDataAvailableException | io.helidon.webserver.CloseConnectionException gone) {
            throw new IOException("the connection has ended", gone);
        } catch (RuntimeException broken) {
            throw new IOException("the connection is broken", broken);
        }
    }

    void send(byte[] message) throws IOException {
        write(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(message)));
    }

    void sendText(String message) throws IOException {
        write(new TextWebSocketFrame(message));
    }

    /** Says that there is nothing more to say. */
    void sendClose() throws IOException {
        sendClose(WebSocketCloseStatus.NORMAL_CLOSURE);
    }

    private synchronized void sendClose(WebSocketCloseStatus status) throws IOException {
        if (!closed) {
            write(new CloseWebSocketFrame(status));
            closed = true;
        }
    }

    private synchronized void write(WebSocketFrame frame) throws IOException {
        if (closed) {
            frame.release();
            throw new IOException("the connection has been closed");
        }
        encoder.writeOutbound(frame);
        for (ByteBuf bytes = encoder.readOutbound(); bytes != null; bytes = encoder.readOutbound()) {
            byte[] out = ByteBufUtil.getBytes(bytes);
            bytes.release();
            try {
                writer.writeNow(BufferData.create(out));
            } catch (RuntimeException broken) {
                closed = true;
                throw new IOException("the connection is broken", broken);
            }
        }
    }

    /** Nothing can be sent afterwards; who receives does so no more. */
    @Override
    public synchronized void close() {
        closed = true;
        encoder.finishAndReleaseAll();
    }
}
