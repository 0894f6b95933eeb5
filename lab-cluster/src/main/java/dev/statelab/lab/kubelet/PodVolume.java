package dev.statelab.lab.kubelet;

import dev.statelab.lab.container.Volume;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A volume of a pod.
 *
 * @param base the part of it that the pod sees; empty for all
 * @param hasGroup whether it is given to the pod's {@code fsGroup}; the files of a {@code hostPath} are the node's and stay
 *     as they are, also where a persistent volume is one, as with local-path
 */
record PodVolume(Volume volume, String base, boolean hasGroup) {

    /**
     * Where a part of what the pod sees is in the volume.
     *
     * @param subPath relative; empty for all
     * @return empty where that leads out of what the pod sees
     */
    Optional<String> path(String subPath) {
        var root = Path.of("/" + base);
        var path = root.resolve(subPath).normalize();
        return path.startsWith(root) && !subPath.startsWith("/")
                ? Optional.of(path.toString().substring(1))
                : Optional.empty();
    }
}
