package dev.statelab.lab.controller.volume;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.object.Metadata;
import java.util.List;
import java.util.Optional;

/** Writes what makes a claim and a volume belong together. */
final class VolumeBinder {

    static final String VOLUME_PROTECTION = "kubernetes.io/pv-protection";

    private static final String BIND_COMPLETED = "pv.kubernetes.io/bind-completed";

    private final Api api;

    VolumeBinder(Api api) {
        this.api = api;
    }

    /** Binds both ends; what is already written is left as it is. */
    void bind(Claim claim, PersistentVolume volume) throws ApiException {
        var boundVolume = reserve(volume, claim);
        setPhase(boundVolume, "Bound");
        var boundClaim = complete(claim, volume);
        if (!boundClaim.phase().equals("Bound")) {
            var changed = boundClaim.object().deepCopy();
            var status = changed.putObject("status").put("phase", "Bound");
            status.set("accessModes", volume.object().path("spec").path("accessModes").deepCopy());
            status.putObject("capacity").put("storage", volume.capacity());
            api.updateStatus(ResourceTypes.PERSISTENT_VOLUME_CLAIM, claim.meta().namespace(), changed);
        }
    }

    private PersistentVolume reserve(PersistentVolume volume, Claim claim) throws ApiException {
        if (volume.claimUid().equals(claim.meta().uid())) {
            return volume;
        }
        var changed = volume.object().deepCopy();
        if (volume.claim().isEmpty()) {
            annotate(changed, PersistentVolume.BOUND_BY_CONTROLLER, "yes");
        }
        changed.withObjectProperty("spec").putObject("claimRef").put("apiVersion", "v1")
                .put("kind", "PersistentVolumeClaim").put("namespace", claim.meta().namespace())
                .put("name", claim.meta().name()).put("uid", claim.meta().uid())
                .put("resourceVersion", claim.object().path("metadata").path("resourceVersion").asText());
        return new PersistentVolume(api.update(ResourceTypes.PERSISTENT_VOLUME, "", changed));
    }

    private Claim complete(Claim claim, PersistentVolume volume) throws ApiException {
        if (claim.meta().annotations().containsKey(BIND_COMPLETED)) {
            return claim;
        }
        var changed = claim.object().deepCopy();
        annotate(changed, BIND_COMPLETED, "yes");
        if (claim.volumeName().isEmpty()) {
            annotate(changed, PersistentVolume.BOUND_BY_CONTROLLER, "yes");
            changed.withObjectProperty("spec").put("volumeName", volume.meta().name());
        }
        return new Claim(api.update(ResourceTypes.PERSISTENT_VOLUME_CLAIM, claim.meta().namespace(), changed));
    }

    /** Asks a provisioner for a volume, and returns the claim that says so. */
    Claim request(Claim claim, String provisioner) throws ApiException {
        var changed = claim.object().deepCopy();
        annotate(changed, Claim.BETA_PROVISIONER, provisioner);
        annotate(changed, Claim.PROVISIONER, provisioner);
        return new Claim(api.update(ResourceTypes.PERSISTENT_VOLUME_CLAIM, claim.meta().namespace(), changed));
    }

    void setPhase(PersistentVolume volume, String phase) throws ApiException {
        if (!volume.phase().equals(phase)) {
            var changed = volume.object().deepCopy();
            changed.withObjectProperty("status").put("phase", phase);
            api.updateStatus(ResourceTypes.PERSISTENT_VOLUME, "", changed);
        }
    }

    void setPhase(Claim claim, String phase) throws ApiException {
        if (!claim.phase().equals(phase)) {
            var changed = claim.object().deepCopy();
            changed.withObjectProperty("status").put("phase", phase);
            api.updateStatus(ResourceTypes.PERSISTENT_VOLUME_CLAIM, claim.meta().namespace(), changed);
        }
    }

    Optional<PersistentVolume> volume(String name) {
        return api.find(ResourceTypes.PERSISTENT_VOLUME, "", name).map(PersistentVolume::new);
    }

    List<PersistentVolume> volumes(List<String> names) {
        return names.stream().map(this::volume).flatMap(Optional::stream).toList();
    }

    private static void annotate(ObjectNode object, String name, String value) {
        object.withObjectProperty("metadata").withObjectProperty("annotations").put(name, value);
    }

    /** Removes a finalizer, so that a terminating object can go. */
    static ObjectNode without(ObjectNode object, String finalizer) {
        var changed = object.deepCopy();
        var finalizers = changed.withObjectProperty("metadata").putArray("finalizers");
        Metadata.finalizers(object).stream().filter(each -> !each.equals(finalizer)).forEach(finalizers::add);
        return changed;
    }
}
