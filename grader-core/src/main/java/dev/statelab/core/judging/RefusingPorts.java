package dev.statelab.core.judging;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.Listing;
import dev.statelab.core.cluster.PodRequest;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.Target;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Ports on which a pod's containers have refused for as long as anybody waits, so that they are waited for once. */
final class RefusingPorts {

    /** A port of a pod, for as long as none of the pod's containers starts again. */
    record Port(Set<String> containers, int number) {
        Port {
            containers = Set.copyOf(containers);
        }

        /** Empty unless one pod is asked, and its containers are known. */
        static Optional<Port> of(PodRequest request, ClusterState state) {
            if (request.target() instanceof Target.Pod(String name)
                    && state.listing(ResourceKind.POD) instanceof Listing.Listed(var pods)) {
                Set<String> containers = pods.stream().filter(pod -> pod.name().equals(name))
                        .flatMap(pod -> pod.json().at("/status/containerStatuses").valueStream())
                        .map(status -> status.path("containerID")).filter(JsonNode::isTextual).map(JsonNode::asText)
                        .collect(toUnmodifiableSet());
                return containers.isEmpty() ? Optional.empty() : Optional.of(new Port(containers, request.port()));
            }
            return Optional.empty();
        }
    }

    private final Set<Port> known = ConcurrentHashMap.newKeySet();

    boolean contains(Port port) {
        return known.contains(port);
    }

    void add(Port port) {
        known.add(port);
    }
}
