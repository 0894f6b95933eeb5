package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.container.RunningContainer.Exit;

/** What a pod's worker is told. */
sealed interface Signal {

    /** The API server has the pod like this now. */
    record Changed(ObjectNode pod) implements Signal {}

    /** The API server does not have the pod any more. */
    record Gone() implements Signal {}

    /** Something happened to a container. */
    sealed interface OfContainer extends Signal {

        ContainerDefinition container();

        /** Of the run that it happened to, as in the status. */
        String id();
    }

    /** A process has ended; it was the container's run with this ID. */
    record Exited(ContainerDefinition container, String id, Exit exit) implements OfContainer {}

    /** It is time to see whether a container runs that was started; it was the run with this ID. */
    record Relisted(ContainerDefinition container, String id) implements OfContainer {}

    /** A container's {@code postStart} hook is through. */
    record Hooked(ContainerDefinition container, String id, boolean succeeded) implements OfContainer {}

    record Probed(ContainerDefinition container, String id, ProbeKind kind, boolean healthy) implements OfContainer {}

    /** It is time to look again. */
    record Look() implements Signal {}
}
