package dev.statelab.lab.api;

import dev.statelab.lab.container.RunningContainer;
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

    /** From the network: a process that listens on 127.0.0.1 alone is not reached. */
    Dialled dial(String namespace, String pod, int port);

    /** From inside the pod, as {@code port-forward} does it: a process that listens on 127.0.0.1 is reached. */
    Dialled dialInside(String namespace, String pod, int port);

    /** A container that runs at present. */
    Optional<RunningContainer> running(String namespace, String pod, String container);

    /**
     * A container whose log there is.
     *
     * @param previous of the run before the present one
     * @return empty when the container has not started, or has no run before this one
     */
    Optional<RunningContainer> logged(String namespace, String pod, String container, boolean previous);
}
