package dev.statelab.lab.api.http.stream;

import java.io.IOException;

/** What is spoken over a WebSocket. */
public interface Conversation {

    /** The subprotocol; empty for none. */
    String protocol();

    /**
     * Speaks until one of the two sides has had enough; then the connection is closed.
     *
     * @throws IOException when the other side has gone without a word
     */
    void hold(WebSocket socket) throws IOException, InterruptedException;
}
