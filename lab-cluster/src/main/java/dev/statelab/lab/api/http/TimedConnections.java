package dev.statelab.lab.api.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.http.Headers;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Connections on which each request has to arrive in time, and which can all be ended at once. */
final class TimedConnections implements ServerConnectionSelector {

    private final ServerConnectionSelector selector;
    private final ClientLimits limits;
    private final Set<Open> open = ConcurrentHashMap.newKeySet();

    TimedConnections(ServerConnectionSelector selector, ClientLimits limits) {
        this.selector = selector;
        this.limits = limits;
    }

    /** Ends those that are open now, whatever they do. */
    void endAll() {
        open.forEach(Open::end);
    }

    @Override
    public int bytesToIdentifyConnection() {
        return selector.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return selector.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return selector.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        Open connection = new Open(selector.connection(new TimedConnection(context, limits)), context.serverSocket());
        open.add(connection);
        return connection;
    }

    /** Forgets itself when it has ended. */
    private final class Open implements ServerConnection {

        private final ServerConnection connection;
        private final HelidonSocket socket;

        Open(ServerConnection connection, HelidonSocket socket) {
            this.connection = connection;
            this.socket = socket;
        }

        @Override
        public void handle(Limit limit) throws InterruptedException {
            try {
                connection.handle(limit);
            } finally {
                open.remove(this);
            }
        }

        @Override
        public Duration idleTime() {
            return connection.idleTime();
        }

        @Override
        public void close(boolean interrupt) {
            connection.close(interrupt);
        }

        private void end() {
            connection.close(true);
            try {
                socket.close();
            } catch (UncheckedIOException _) {
                // The client was quicker.
            }
        }
    }

    /** Tells a connection when a head has arrived. */
    static Http1ConnectionListener received() {
        return new Http1ConnectionListener() {

            @Override
            public void headers(ConnectionContext context, Headers headers) {
                if (context instanceof TimedConnection timed) {
                    timed.headArrived(headers);
                }
            }
        };
    }

    /** Tells a connection when an answer begins. */
    static Http1ConnectionListener sent() {
        return new Http1ConnectionListener() {

            @Override
            public void status(ConnectionContext context, Status status) {
                if (context instanceof TimedConnection timed) {
                    timed.answered();
                }
            }
        };
    }
}
