package dev.statelab.lab.api.http.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Forwarded ports with two channels each, for data and for errors; on both, the first message tells the port. A
 * connection is for one use: it ends when the pod closes it.
 *
 * @param protocol one of {@link #PROTOCOLS}, or empty
 */
public record ChannelPortForward(String protocol, List<Integer> ports, PodPorts pod) implements Conversation {

    /** The best first. */
    public static final List<String> PROTOCOLS = List.of("v4.channel.k8s.io", "v4.base64.channel.k8s.io",
            "portforward.k8s.io");

    public ChannelPortForward {
        ports = List.copyOf(ports);
    }

    @Override
    public void hold(WebSocket socket) throws IOException, InterruptedException {
        Channels channels = new Channels(socket, protocol.contains("base64"));
        Ending ending = new Ending(socket, ports.size());
        List<ForwardedConnection> connections = new ArrayList<>();
        for (int i = 0; i < ports.size(); i++) {
            int port = ports.get(i);
            byte[] number = {(byte) port, (byte) (port >> 8)};
            channels.send(2 * i, number, 0, number.length);
            channels.send(2 * i + 1, number, 0, number.length);
            connections.add(ForwardedConnection.open(pod, port, new Client(channels, 2 * i, ending)));
        }
        try {
            Optional<Channels.Message> message = channels.receive();
            while (message.isPresent()) {
                int channel = message.get().channel();
                if (channel % 2 == 0 && channel / 2 < connections.size()) {
                    connections.get(channel / 2).write(message.get().content());
                }
                message = channels.receive();
            }
        } finally {
            for (ForwardedConnection connection : connections) {
                connection.finish();
            }
        }
    }

    /** The WebSocket is closed after the last of its connections. */
    private static final class Ending {

        private final WebSocket socket;
        private int open;

        Ending(WebSocket socket, int open) {
            this.socket = socket;
            this.open = open;
        }

        synchronized void one() throws IOException {
            open--;
            if (open == 0) {
                socket.sendClose();
            }
        }
    }

    private record Client(Channels channels, int channel, Ending ending) implements ForwardedConnection.Client {

        @Override
        public OutputStream data() {
            return channels.output(channel);
        }

        @Override
        public void fail(String problem) throws IOException {
            byte[] text = problem.getBytes(StandardCharsets.UTF_8);
            channels.send(channel + 1, text, 0, text.length);
        }

        @Override
        public void end() throws IOException {
            ending.one();
        }
    }
}
