package dev.statelab.lab;

import dev.statelab.lab.api.http.ApiPort;
import dev.statelab.lab.api.http.ClientLimits;
import dev.statelab.lab.api.http.ClusterCertificates;
import dev.statelab.lab.time.ScaledClock;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What lab clusters that come after one another in this process have in common: the ports where they answer, and the
 * certificate by which they are trusted. Each still has tokens of its own. As many ports are open as there were clusters
 * at the same time. Safe for use by many threads.
 */
public final class LabPorts implements AutoCloseable {

    private final ScaledClock clock = ScaledClock.realTime();
    private final ClusterCertificates certificates = ClusterCertificates.of(ClusterCertificates.newAuthority());
    private final Deque<ApiPort> free = new ArrayDeque<>();
    private boolean closed;

    ClusterCertificates certificates() {
        return certificates;
    }

    /** One where no cluster answers, which is to be given back. */
    synchronized ApiPort take() {
        if (closed) {
            throw new IllegalStateException("these ports have been closed");
        }
        return free.isEmpty() ? ApiPort.open(certificates, ClientLimits.ofThisProcess(clock), 0) : free.pop();
    }

    synchronized void giveBack(ApiPort port) {
        if (closed) {
            port.close();
        } else {
            free.push(port);
        }
    }

    /** Closes those that no cluster has; the others are closed when they are given back. */
    @Override
    public synchronized void close() {
        closed = true;
        free.forEach(ApiPort::close);
        free.clear();
        clock.close();
    }
}
