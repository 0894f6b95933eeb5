package dev.statelab.lab.api.http.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.spdy.DefaultSpdyDataFrame;
import io.netty.handler.codec.spdy.DefaultSpdySynReplyFrame;
import io.netty.handler.codec.spdy.SpdyFrameCodec;
import io.netty.handler.codec.spdy.SpdyVersion;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Optional;

/**
 * SPDY/3.1 inside the binary messages of a WebSocket. Windows are not kept: kubectl's library knows none. One thread
 * receives; any may send.
 */
final class Spdy implements AutoCloseable {

    private final WebSocket socket;
    private final EmbeddedChannel codec = new EmbeddedChannel(new SpdyFrameCodec(SpdyVersion.SPDY_3_1));

    Spdy(WebSocket socket) {
        this.socket = socket;
    }

    /** The next frame, to be released; empty when the other side has closed. */
    Optional<Object> receive() throws IOException {
        Optional<Object> frame = decoded();
        while (frame.isEmpty()) {
            Optional<byte[]> message = socket.receive();
            if (message.isEmpty()) {
                return Optional.empty();
            }
            decode(message.get());
            frame = decoded();
        }
        return frame;
    }

    private synchronized Optional<Object> decoded() {
        return Optional.ofNullable(codec.readInbound());
    }

    private synchronized void decode(byte[] bytes) throws IOException {
        try {
            codec.writeInbound(Unpooled.wrappedBuffer(bytes));
        } catch (CodecException wrong) {
            throw new IOException("not a SPDY frame", wrong);
        }
    }

    void accept(int stream) throws IOException {
        DefaultSpdySynReplyFrame reply = new DefaultSpdySynReplyFrame(stream);
        // Netty leaves out a block of no headers altogether, which kubectl's library cannot read.
        reply.headers().set("status", "200");
        send(reply);
    }

    void data(int stream, byte[] source, int offset, int length) throws IOException {
        send(new DefaultSpdyDataFrame(stream, Unpooled.wrappedBuffer(source, offset, length)));
    }

    /** Nothing will be sent over the stream any more. */
    void finish(int stream) throws IOException {
        send(new DefaultSpdyDataFrame(stream, Unpooled.EMPTY_BUFFER).setLast(true));
    }

    synchronized void send(Object frame) throws IOException {
        codec.writeOutbound(frame);
        for (ByteBuf bytes = codec.readOutbound(); bytes != null; bytes = codec.readOutbound()) {
            byte[] message = ByteBufUtil.getBytes(bytes);
            ReferenceCountUtil.release(bytes);
            socket.send(message);
        }
    }

    @Override
    public synchronized void close() {
        codec.finishAndReleaseAll();
    }
}
