package dev.statelab.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A port on loopback that leads to an API server, and can be cut and joined again. */
final class Relay implements AutoCloseable {

    private final URI target;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private ServerSocket listening;

    private Relay(URI target, ServerSocket listening) {
        this.target = target;
        this.port = listening.getLocalPort();
        this.listening = listening;
    }

    static Relay to(String url) throws IOException {
        Relay relay = new Relay(URI.create(url), new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        relay.serve();
        return relay;
    }

    /** The kubeconfig of the API server, as it is reached through here. */
    String kubeconfig(String direct) {
        return direct.replace(target.getHost() + ":" + target.getPort(), target.getHost() + ":" + port);
    }

    /** Nobody gets through, and whoever was through is cut off. */
    void cut() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    void join() throws IOException {
        listening = new ServerSocket();
        listening.setReuseAddress(true);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        serve();
    }

    @Override
    public void close() throws IOException {
        cut();
    }

    private void serve() {
        ServerSocket here = listening;
        Thread _ = Thread.ofVirtual().start(() -> {
            while (true) {
                try {
                    Socket from = here.accept();
                    Socket to = new Socket(target.getHost(), target.getPort());
                    open.add(from);
                    open.add(to);
                    if (here.isClosed()) {
                        // Cut while this one was being connected.
                        from.close();
                        to.close();
                        return;
                    }
                    Thread _ = Thread.ofVirtual().start(() -> copy(from, to));
                    Thread _ = Thread.ofVirtual().start(() -> copy(to, from));
                } catch (IOException cut) {
                    return;
                }
            }
        });
    }

    private void copy(Socket from, Socket to) {
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException cut) {
            // The other direction ends with it.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }
}
