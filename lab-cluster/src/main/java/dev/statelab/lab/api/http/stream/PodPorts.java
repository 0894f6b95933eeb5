package dev.statelab.lab.api.http.stream;

import java.io.IOException;
import java.net.Socket;

/** The ports of a pod, seen from inside it. */
@FunctionalInterface
public interface PodPorts {

    /**
     * Connects to a port.
     *
     * @throws IOException with the message for whoever wanted the connection
     */
    Socket connect(int port) throws IOException;
}
