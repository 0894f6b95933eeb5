package dev.statelab.lab.api.http.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Several streams over one WebSocket: each message begins with the number of its channel.
 *
 * @param base64 whether messages are texts: a digit, and the content in Base64
 */
record Channels(WebSocket socket, boolean base64) {

    /** What came in on a channel. */
    static final class Message {

        private final int channel;
        private final byte[] content;

        private Message(int channel, byte[] content) {
            this.channel = channel;
            this.content = content;
        }

        int channel() {
            return channel;
        }

        byte[] content() {
            return content;
        }
    }

    /** The next message with a channel; empty when the other side has closed. */
    Optional<Message> receive() throws IOException {
        Optional<byte[]> message = socket.receive();
        while (message.isPresent() && message.get().length == 0) {
            message = socket.receive();
        }
        return message.isEmpty() ? Optional.empty() : Optional.of(decoded(message.get()));
    }

    private Message decoded(byte[] message) throws IOException {
        byte[] content = Arrays.copyOfRange(message, 1, message.length);
        if (!base64) {
            return new Message(message[0] & 0xff, content);
        }
        try {
            return new Message(message[0] - '0', Base64.getDecoder().decode(content));
        } catch (IllegalArgumentException e) {
            throw new IOException("not in Base64", e);
        }
    }

    void send(int channel, byte[] content, int offset, int length) throws IOException {
        if (base64) {
            byte[] part = Arrays.copyOfRange(content, offset, offset + length);
            socket.sendText(channel + Base64.getEncoder().encodeToString(part));
            return;
        }
        byte[] message = new byte[length + 1];
        message[0] = (byte) channel;
        System.arraycopy(content, offset, message, 1, length);
        socket.send(message);
    }

    void send(int channel, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        send(channel, content, 0, content.length);
    }

    /** What is written to it goes out at once. */
    OutputStream output(int channel) {
        return new OutputStream() {

            @Override
            public void write(int value) throws IOException {
                write(new byte[]{(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                if (length > 0) {
                    send(channel, source, offset, length);
                }
            }
        };
    }
}
