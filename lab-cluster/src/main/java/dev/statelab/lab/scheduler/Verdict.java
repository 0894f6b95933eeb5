package dev.statelab.lab.scheduler;

import java.util.List;

/** What is to be done about a pod that has no node. */
sealed interface Verdict {

    /** The pod runs on this node. */
    record Bind(String node) implements Verdict {}

    /** The pod will run on this node, once volumes for these claims are made there. */
    record SelectNode(String node, List<String> claims) implements Verdict {

        public SelectNode {
            claims = List.copyOf(claims);
        }
    }

    /** The claims know their node; their volumes are being made. */
    record AwaitVolumes() implements Verdict {}

    /** Nothing fits now. The message is that of the {@code FailedScheduling} event. */
    record Unschedulable(String message) implements Verdict {}

    /** The pod does not want to be scheduled yet ({@code schedulingGates}). */
    record Gated() implements Verdict {}
}
