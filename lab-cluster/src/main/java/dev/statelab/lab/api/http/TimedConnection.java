package dev.statelab.lab.api.http;

import dev.statelab.lab.api.Refusal;
import dev.statelab.lab.time.LabClock.Timer;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.ServerConnectionException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * A connection that ends when a request on it takes too long to arrive: with a 408, once its first byte was there. What
 * the server does with a request takes the time that it takes, and so does what is spoken after an upgrade.
 */
final class TimedConnection implements ConnectionContext {

    private final ConnectionContext context;
    private final ClientLimits limits;
    private final DataReader reader = DataReader.create(this::read);
    private final Object lock = new Object();

    private Part part = Part.HEAD;
    private Instant deadline;
    private boolean spoken;
    private boolean expired;
    private @Nullable Thread waiting;
    private long reads;

    /** What comes next from the client. */
    private enum Part {
        /** The next request, whenever that is. */
        NOTHING,
        HEAD, BODY,
        /** What follows a request without a body: frames after an upgrade, nothing before an answer. */
        ANYTHING
    }

    /** @param context a connection that has just begun; its first request, with all that TLS says before, has to come */
    TimedConnection(ConnectionContext context, ClientLimits limits) {
        this.context = context;
        this.limits = limits;
        this.deadline = limits.clock().now().plus(limits.head());
    }

    /** The line and the headers of a request are there. */
    void headArrived(Headers headers) {
        boolean hasBody = headers.contentLength().orElse(0) > 0 || headers.contains(HeaderNames.TRANSFER_ENCODING);
        expect(hasBody ? Part.BODY : Part.ANYTHING, limits.body());
    }

    /** The client has nothing to send until it has read. */
    void answered() {
        expect(Part.NOTHING, Duration.ZERO);
    }

    private void expect(Part next, Duration limit) {
        synchronized (lock) {
            part = next;
            deadline = limits.clock().now().plus(limit);
        }
    }

    private byte @Nullable [] read() {
        Timer timer = startWaiting();
        try {
            byte[] bytes = pull();
            return arrived() ? bytes : null;
        } finally {
            timer.cancel();
            synchronized (lock) {
                waiting = null;
            }
        }
    }

    private Timer startWaiting() {
        synchronized (lock) {
            waiting = Thread.currentThread();
            long read = ++reads;
            return part == Part.NOTHING || part == Part.ANYTHING
                    ? () -> {}
                    : limits.clock().after(Duration.between(limits.clock().now(), deadline), () -> expire(read));
        }
    }

    /** Null at the end of the stream. */
    private byte @Nullable [] pull() {
        DataReader from = context.dataReader();
        try {
            from.ensureAvailable();
        } catch (DataReader.InsufficientDataAvailableException _) {
            return null;
        }
        return from.readBytes(from.available());
    }

    /** Whether what arrived was in time. */
    private boolean arrived() {
        synchronized (lock) {
            spoken = true;
            if (part == Part.NOTHING) {
                expect(Part.HEAD, limits.head());
            }
            return !expired;
        }
    }

    private void expire(long read) {
        boolean answerable;
        synchronized (lock) {
            if (waiting == null || read != reads) {
                return;
            }
            expired = true;
            // Before the first byte there may be no TLS yet to write through.
            answerable = spoken;
        }
        if (answerable) {
            refuse();
        }
        synchronized (lock) {
            if (waiting != null) {
                waiting.interrupt();
            }
        }
    }

    private void refuse() {
        byte[] status = Reply.utf8(Refusal.status(408, "Timeout",
                "the request did not arrive in time: expected its head in " + limits.head().toSeconds()
                        + " s and its body in " + limits.body().toSeconds() + " s")
                .toString());
        byte[] head = ("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + status.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        try {
            context.dataWriter().writeNow(BufferData.create(BufferData.create(head), BufferData.create(status)));
        } catch (UncheckedIOException | ServerConnectionException _) {
            // The client has gone.
        }
    }

    @Override
    public DataReader dataReader() {
        return reader;
    }

    @Override
    public DataWriter dataWriter() {
        return context.dataWriter();
    }

    @Override
    public ListenerContext listenerContext() {
        return context.listenerContext();
    }

    @Override
    public ExecutorService executor() {
        return context.executor();
    }

    @Override
    public Router router() {
        return context.router();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
        return context.proxyProtocolData();
    }

    @Override
    public HelidonSocket serverSocket() {
        return context.serverSocket();
    }

    @Override
    public PeerInfo remotePeer() {
        return context.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
        return context.localPeer();
    }

    @Override
    public boolean isSecure() {
        return context.isSecure();
    }

    @Override
    public String socketId() {
        return context.socketId();
    }

    @Override
    public String childSocketId() {
        return context.childSocketId();
    }
}
