package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.container.PodNetwork;
import dev.statelab.lab.time.LabClock;
import java.nio.file.Path;

/**
 * What all pods of a node work with.
 *
 * @param podsFolder where pods have the volumes that go with them
 * @param allocatable the node's
 */
record NodeServices(
        Api api,
        LabClock clock,
        Node node,
        JsonNode allocatable,
        NodeVolumes nodeVolumes,
        Path podsFolder,
        PodNetworks networks,
        ContainerStarter starter,
        Prober prober,
        PodEvents events,
        PodStore store) {

    NamespaceObjects objects(Pod pod) {
        return NamespaceObjects.of(api, pod.namespace());
    }

    /** The network of a pod that begins. */
    PodNetwork network(Pod pod) {
        var identity = pod.identity();
        return networks.create(identity, new ClusterNames(api, networks, node.address(), identity.resolver()));
    }
}
