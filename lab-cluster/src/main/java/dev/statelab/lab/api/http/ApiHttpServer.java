package dev.statelab.lab.api.http;

import dev.statelab.lab.api.ApiServer;
import dev.statelab.lab.api.PodAccess;
import dev.statelab.lab.time.LabClock;

/** Serves an API server over HTTPS on the loopback interface, to whoever has a token of it. */
public final class ApiHttpServer implements AutoCloseable {

    private final ApiPort port;
    private final Forwarder forwarder;

    private ApiHttpServer(ApiPort port, Forwarder forwarder) {
        this.port = port;
        this.forwarder = forwarder;
    }

    /**
     * Serves until it is closed.
     *
     * @param port where nobody answers yet; stays open
     * @param token what {@code Authorization: Bearer} must say
     */
    public static ApiHttpServer start(ApiPort port, ApiServer api, PodAccess pods, String token, LabClock clock) {
        Forwarder forwarder = new Forwarder();
        port.serve(new Router(api, pods, forwarder, token, clock, port.limits(), port.address()));
        return new ApiHttpServer(port, forwarder);
    }

    /** Ends all requests. */
    @Override
    public void close() {
        forwarder.close();
        port.rest();
    }
}
