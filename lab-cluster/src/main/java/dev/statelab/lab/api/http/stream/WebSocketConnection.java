package dev.statelab.lab.api.http.stream;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A connection over which a conversation is held. */
final class WebSocketConnection implements ServerConnection {

    private final ConnectionContext context;
    private final Conversation conversation;
    private volatile @Nullable Thread thread;

    WebSocketConnection(ConnectionContext context, Conversation conversation) {
        this.context = context;
        this.conversation = conversation;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        thread = Thread.currentThread();
        try (WebSocket socket = new WebSocket(context.dataReader(), context.dataWriter())) {
            conversation.hold(socket);
        } catch (IOException _) {
            // The client has gone.
        }
    }

    /** As long as there is somebody on the other side, it is not idle. */
    @Override
    public Duration idleTime() {
        return Duration.ZERO;
    }

    @Override
    public void close(boolean interrupt) {
        Thread talking = thread;
        if (talking != null) {
            talking.interrupt();
        }
    }
}
