package dev.statelab.lab.controller.volume;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Quantity;
import dev.statelab.lab.controller.ObjectKey;
import dev.statelab.lab.controller.ObjectMeta;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a {@code PersistentVolume}. */
record PersistentVolume(ObjectNode object) {

    static final String BOUND_BY_CONTROLLER = "pv.kubernetes.io/bound-by-controller";
    static final String PROVISIONED_BY = "pv.kubernetes.io/provisioned-by";

    ObjectMeta meta() {
        return new ObjectMeta(object);
    }

    private JsonNode spec() {
        return object.path("spec");
    }

    private JsonNode claimRef() {
        return spec().path("claimRef");
    }

    /** The claim that the volume belongs to, or is kept for. */
    Optional<ObjectKey> claim() {
        return claimRef().isObject()
                ? Optional.of(new ObjectKey(claimRef().path("namespace").asText(), claimRef().path("name").asText()))
                : Optional.empty();
    }

    /** Empty for a volume that is kept for whatever claim gets the name. */
    String claimUid() {
        return claimRef().path("uid").asText();
    }

    boolean isFor(Claim claim) {
        return claim().filter(ObjectKey.of(claim.object())::equals).isPresent()
                && (claimUid().isEmpty() || claimUid().equals(claim.meta().uid()));
    }

    boolean satisfies(Claim claim) {
        return !meta().isTerminating() && spec().path("storageClassName").asText().equals(claim.storageClass())
                && spec().path("volumeMode").asText("Filesystem").equals(claim.volumeMode())
                && accessModes().containsAll(claim.accessModes())
                && claim.selector().matches(meta().labels())
                && !Quantity.orZero(claim.requestedStorage()).exceeds(Quantity.orZero(capacity()));
    }

    String capacity() {
        return spec().path("capacity").path("storage").asText("0");
    }

    Set<String> accessModes() {
        return spec().path("accessModes").valueStream().map(JsonNode::asText)
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean isDeletedOnRelease() {
        return spec().path("persistentVolumeReclaimPolicy").asText().equals("Delete");
    }

    String phase() {
        return object.path("status").path("phase").asText();
    }

    String provisioner() {
        return meta().annotations().getOrDefault(PROVISIONED_BY, "");
    }

    /** Where the files are on the node; empty where they are not on the node's disk. */
    Optional<String> pathOnNode() {
        var path = spec().path("hostPath").path("path").asText(spec().path("local").path("path").asText());
        return path.isEmpty() ? Optional.empty() : Optional.of(path);
    }
}
