package dev.statelab.lab.api;

import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.Optional;

/** What the API server asks of the kubelet for a pod's subresources. */
public interface PodAccess {

    /** Where a connection to a port of a pod leads. */
    sealed interface Dialled {

        /** The loopback address behind which the process listens that holds the pod's port. */
        record To(InetSocketAddress address) implements Dialled {}

        /** Nothing listens there. */
        record Refused() implements Dialled {}
    }

    Dialled dial(String namespace, String pod, int port);

    /**
     * A container's log.
     *
     * @param previous of the run before the present one
     * @param follow the stream ends only with the container
     * @param tailLines how many of the newest lines; empty for all
     * @return empty when the container has not started, or has no run before this one
     */
    Optional<InputStream> log(
            String namespace, String pod, String container, boolean previous, boolean follow, Optional<Long> tailLines);
}
