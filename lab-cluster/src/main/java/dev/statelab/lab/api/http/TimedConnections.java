package dev.statelab.lab.api.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.Headers;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.Set;

/** Connections on which each request has to arrive in time. */
record TimedConnections(ServerConnectionSelector selector, ClientLimits limits) implements ServerConnectionSelector {

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
        return selector.connection(new TimedConnection(context, limits));
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
