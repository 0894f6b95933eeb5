package dev.statelab.lab.kubelet;

import dev.statelab.lab.container.PodNetwork;
import java.util.Map;

/** What the containers of a pod share. */
record Sandbox(PodNetwork network, PodFields fields, Map<String, PodVolume> volumes) {

    Sandbox {
        volumes = Map.copyOf(volumes);
    }
}
