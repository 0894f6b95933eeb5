package dev.statelab.lab.api.http;

/** Nothing can be served on a port: somebody else has it, or it is not for everybody. */
public final class PortException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    PortException(int port) {
        super("cannot listen on port " + port + " of 127.0.0.1");
    }
}
