package dev.statelab.lab.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a pod's claims ask for before it can run.
 *
 * @param refusal why no node can do, as {@code recordings/states/pvc-pending-no-storageclass.json} words it
 * @param unbound claims that are bound once a node is chosen
 */
record ClaimNeeds(Optional<String> refusal, List<ObjectNode> unbound, List<ObjectNode> volumes) {

    static final String SELECTED_NODE = "volume.kubernetes.io/selected-node";

    ClaimNeeds {
        unbound = List.copyOf(unbound);
        volumes = List.copyOf(volumes);
    }

    static ClaimNeeds of(ObjectNode pod, ClusterView cluster) {
        var namespace = pod.path("metadata").path("namespace").asText();
        var unbound = new ArrayList<ObjectNode>();
        var volumes = new ArrayList<ObjectNode>();
        for (var name : claimNames(pod)) {
            var claim = cluster.claim(namespace, name);
            if (claim.isEmpty()) {
                return refused("persistentvolumeclaim \"" + name + "\" not found");
            }
            if (claim.get().path("metadata").has("deletionTimestamp")) {
                return refused("persistentvolumeclaim \"" + name + "\" is being deleted");
            }
            if (isBound(claim.get())) {
                cluster.persistentVolume(claim.get().path("spec").path("volumeName").asText()).ifPresent(volumes::add);
            } else if (waitsForConsumer(claim.get(), cluster)) {
                unbound.add(claim.get());
            } else {
                return refused("pod has unbound immediate PersistentVolumeClaims");
            }
        }
        return new ClaimNeeds(Optional.empty(), unbound, volumes);
    }

    private static ClaimNeeds refused(String why) {
        return new ClaimNeeds(Optional.of(why), List.of(), List.of());
    }

    static List<String> claimNames(JsonNode pod) {
        var names = new ArrayList<String>();
        for (var volume : pod.path("spec").path("volumes")) {
            if (volume.has("persistentVolumeClaim")) {
                names.add(volume.path("persistentVolumeClaim").path("claimName").asText());
            } else if (volume.has("ephemeral")) {
                names.add(pod.path("metadata").path("name").asText() + "-" + volume.path("name").asText());
            }
        }
        return names;
    }

    private static boolean isBound(JsonNode claim) {
        return !claim.path("spec").path("volumeName").asText().isEmpty()
                && claim.path("status").path("phase").asText().equals("Bound");
    }

    private static boolean waitsForConsumer(JsonNode claim, ClusterView cluster) {
        return storageClass(claim, cluster)
                .map(found -> found.path("volumeBindingMode").asText().equals("WaitForFirstConsumer")).orElse(false);
    }

    private static Optional<ObjectNode> storageClass(JsonNode claim, ClusterView cluster) {
        return cluster.storageClass(claim.path("spec").path("storageClassName").asText());
    }

    static String selectedNode(JsonNode claim) {
        return claim.path("metadata").path("annotations").path(SELECTED_NODE).asText();
    }

    /** Whether a volume for each claim exists or can be made. */
    boolean canBeBound(ClusterView cluster) {
        return unbound.stream().allMatch(claim -> {
            var storageClass = storageClass(claim, cluster).map(found -> found.path("provisioner").asText()).orElse("");
            return !storageClass.equals("kubernetes.io/no-provisioner")
                    || cluster.persistentVolumes().stream().anyMatch(volume -> isFree(volume, claim));
        });
    }

    private static boolean isFree(JsonNode volume, JsonNode claim) {
        var sameClass = volume.path("spec").path("storageClassName").asText()
                .equals(claim.path("spec").path("storageClassName").asText());
        return sameClass && volume.path("status").path("phase").asText().equals("Available");
    }
}
