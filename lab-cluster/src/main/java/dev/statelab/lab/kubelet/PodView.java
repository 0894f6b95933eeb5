package dev.statelab.lab.kubelet;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A pod as its kubelet sees it.
 *
 * @param podIp empty until the pod's volumes and network are there
 * @param networkUp whether the pod's network is there now
 * @param startTime when the kubelet took the pod over
 * @param setUpAt volumes could not be mounted, and are not tried again before this
 * @param containers all of the pod's, by name
 */
record PodView(
        Optional<String> podIp,
        boolean networkUp,
        Instant startTime,
        Optional<Instant> setUpAt,
        Map<String, ContainerView> containers) {

    PodView {
        containers = Map.copyOf(containers);
    }

    static PodView created(Pod pod, Instant now) {
        var containers = new LinkedHashMap<String, ContainerView>();
        boolean hasInit = !pod.initContainers().isEmpty();
        pod.allContainers().forEach(container -> containers.put(container.name(), ContainerView.created(hasInit)));
        return new PodView(Optional.empty(), false, now, Optional.empty(), containers);
    }

    ContainerView container(ContainerDefinition definition) {
        var found = containers.get(definition.name());
        if (found == null) {
            throw new IllegalArgumentException("the pod has no container " + definition.name());
        }
        return found;
    }

    PodView with(String name, ContainerView container) {
        var changed = new LinkedHashMap<>(containers);
        changed.put(name, container);
        return new PodView(podIp, networkUp, startTime, setUpAt, changed);
    }

    PodView withNetwork(String ip) {
        return new PodView(Optional.of(ip), true, startTime, Optional.empty(), containers);
    }

    PodView withoutNetwork() {
        return new PodView(podIp, false, startTime, Optional.empty(), containers);
    }

    PodView withSetUpAt(Instant next) {
        return new PodView(podIp, networkUp, startTime, Optional.of(next), containers);
    }
}
