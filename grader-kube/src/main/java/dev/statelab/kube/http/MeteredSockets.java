package dev.statelab.kube.http;

import dev.statelab.core.Limits;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;

/**
 * Makes sockets that break when too much comes in before anybody gets to see any of it. OkHttp itself keeps a message of a
 * WebSocket, and what may stand beside the length of a chunk, in memory until they end, however long that takes.
 */
abstract class MeteredSockets extends SocketFactory {

    /** One for a WebSocket, which has a connection to itself. */
    static final class Single extends MeteredSockets {
        private final AtomicLong unseen = new AtomicLong();

        /** Somebody got to see what came in. */
        void seen() {
            unseen.set(0);
        }

        @Override
        AtomicLong connected(int localPort) {
            return unseen;
        }

        @Override
        void closed(int localPort) {}
    }

    /** Counts the bytes that nobody has seen of a connection; whoever sees some sets it back. */
    abstract AtomicLong connected(int localPort);

    abstract void closed(int localPort);

    @Override
    public final Socket createSocket() throws IOException {
        Socket socket = new Metered();
        // Otherwise what is sent after a handshake, or after a request's headers, waits until the other side acknowledges them.
        socket.setTcpNoDelay(true);
        return socket;
    }

    @Override
    public final Socket createSocket(String host, int port) {
        throw connectsItself();
    }

    @Override
    public final Socket createSocket(String host, int port, InetAddress from, int fromPort) {
        throw connectsItself();
    }

    @Override
    public final Socket createSocket(InetAddress host, int port) {
        throw connectsItself();
    }

    @Override
    public final Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
        throw connectsItself();
    }

    private static UnsupportedOperationException connectsItself() {
        return new UnsupportedOperationException("OkHttp connects its sockets itself");
    }

    private final class Metered extends Socket {

        @Override
        public InputStream getInputStream() throws IOException {
            AtomicLong unseen = connected(getLocalPort());
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] into, int offset, int length) throws IOException {
                    int read = super.read(into, offset, length);
                    if (unseen.addAndGet(Math.max(0, read)) > Limits.UNSEEN) {
                        throw new IOException(
                                "more than " + Limits.UNSEEN / (1024 * 1024) + " MiB without any content");
                    }
                    return read;
                }

                @Override
                public long skip(long count) throws IOException {
                    long skipped = super.skip(count);
                    unseen.addAndGet(skipped);
                    return skipped;
                }

                @Override
                public int available() throws IOException {
                    // Before Java closes a TLS connection it skips what is there, for as long as more arrives.
                    return unseen.get() > Limits.UNSEEN ? 0 : super.available();
                }
            };
        }

        @Override
        public void close() throws IOException {
            closed(getLocalPort());
            super.close();
        }
    }
}
