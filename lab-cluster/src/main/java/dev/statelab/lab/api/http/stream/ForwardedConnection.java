package dev.statelab.lab.api.http.stream;

import dev.statelab.lab.container.process.Pipe;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** A connection to a port of a pod for somebody far away. Each direction ends by itself. */
final class ForwardedConnection implements AutoCloseable {

    private final Pipe fromClient = new Pipe();
    private final Client client;

    /** Where the connection is wanted; what it is told is sent at once. */
    interface Client {

        /** Gets what the pod sends; closed when the pod sends no more. */
        OutputStream data();

        /** Why there is no connection, or no longer. */
        void fail(String problem) throws IOException;

        /** Nothing comes any more. */
        void end() throws IOException;
    }

    private ForwardedConnection(Client client) {
        this.client = client;
    }

    static ForwardedConnection open(PodPorts ports, int port, Client client) {
        ForwardedConnection connection = new ForwardedConnection(client);
        Thread.ofVirtual().name("lab-forward-" + port).start(() -> connection.run(ports, port));
        return connection;
    }

    private void run(PodPorts ports, int port) {
        try {
            try (Socket socket = ports.connect(port); OutputStream data = client.data()) {
                Thread.ofVirtual().name("lab-forward-out-" + port).start(() -> copyTo(socket));
                socket.getInputStream().transferTo(data);
            } catch (IOException problem) {
                client.fail(String.valueOf(problem.getMessage()));
            } finally {
                close();
                client.end();
            }
        } catch (IOException _) {
            // The client has gone.
        }
    }

    private void copyTo(Socket socket) {
        try (InputStream in = fromClient.reader()) {
            in.transferTo(socket.getOutputStream());
            socket.shutdownOutput();
        } catch (IOException _) {
            // The pod has closed the connection, which the other direction notices.
        }
    }

    /** What the client sends; waits while the pod is slow to read. */
    void write(byte[] data) throws IOException {
        try {
            fromClient.writer().write(data);
        } catch (Pipe.BrokenPipeException _) {
            // The pod reads no more; what it still sends counts.
        }
    }

    /** The client sends no more. */
    void finish() throws IOException {
        fromClient.writer().close();
    }

    /** Nobody wants it any more. */
    @Override
    public void close() throws IOException {
        fromClient.reader().close();
    }
}
