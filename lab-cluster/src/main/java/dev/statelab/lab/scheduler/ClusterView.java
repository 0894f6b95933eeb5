package dev.statelab.lab.scheduler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Optional;

/** What the scheduler knows of the cluster when it decides. */
interface ClusterView {

    Collection<ObjectNode> nodes();

    /** What the pods that have this node, and have not finished, take of it. */
    Usage usage(String node);

    /** The pods that have this node and have not finished. */
    Collection<ObjectNode> assignedPods(String node);

    Optional<ObjectNode> claim(String namespace, String name);

    Optional<ObjectNode> storageClass(String name);

    Collection<ObjectNode> persistentVolumes();

    Optional<ObjectNode> persistentVolume(String name);

    /** How much of a node is taken. */
    record Usage(Requests requests, int pods) {

        static final Usage NONE = new Usage(Requests.NONE, 0);

        Usage plus(ObjectNode pod) {
            return new Usage(requests.plus(Requests.of(pod)), pods + 1);
        }

        Usage minus(ObjectNode pod) {
            return new Usage(requests.minus(Requests.of(pod)), pods - 1);
        }
    }
}
