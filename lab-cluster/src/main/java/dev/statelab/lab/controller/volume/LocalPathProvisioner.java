package dev.statelab.lab.controller.volume;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.DeleteOptions;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.WatchEvent;
import dev.statelab.lab.controller.Controller;
import dev.statelab.lab.controller.ObjectKey;
import dev.statelab.lab.event.EventRecorder;
import dev.statelab.lab.event.EventSource;
import dev.statelab.lab.event.EventType;
import dev.statelab.lab.event.ObjectReference;
import dev.statelab.lab.time.LabClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Makes the volumes of claims whose class is the local-path provisioner's: a folder on the node's disk. Removes them
 * once the claim is gone.
 */
final class LocalPathProvisioner implements AutoCloseable {

    static final String NAME = "rancher.io/local-path";

    private static final String FOLDER = "/opt/local-path-provisioner/";

    private final Api api;
    private final LabClock clock;
    private final EventRecorder events;
    private final EventSource source;
    private final NodeDisk disk;
    private final Duration delay;
    private final Map<String, Instant> due = new ConcurrentHashMap<>();
    private final Controller claims;
    private final Controller volumes;

    /**
     * @param delay how long it takes to make a volume; a real one starts a pod for that
     */
    LocalPathProvisioner(
            Api api, LabClock clock, EventRecorder events, NodeDisk disk, String node, Duration delay) {
        this.api = api;
        this.clock = clock;
        this.events = events;
        this.source = EventSource.controller(NAME + "_local-path-provisioner-" + node);
        this.disk = disk;
        this.delay = delay;
        this.claims = new Controller("provisioner", api, clock, this::provision);
        this.volumes = new Controller("provisioner-removal", api, clock, this::remove);
        claims.watch(ResourceTypes.PERSISTENT_VOLUME_CLAIM, this::concerned);
        volumes.watch(ResourceTypes.PERSISTENT_VOLUME);
    }

    private Stream<ObjectKey> concerned(WatchEvent event) {
        var claim = new Claim(event.object());
        return claim.provisioner().equals(NAME) ? Stream.of(ObjectKey.of(event.object())) : Stream.empty();
    }

    private Optional<Duration> provision(ObjectKey key) throws ApiException {
        var found = api.find(ResourceTypes.PERSISTENT_VOLUME_CLAIM, key.namespace(), key.name()).map(Claim::new)
                .filter(claim -> claim.volumeName().isEmpty() && !claim.meta().isTerminating());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var claim = found.get();
        var storageClass = api.find(ResourceTypes.STORAGE_CLASS, "", claim.storageClass()).map(StorageClass::new);
        if (storageClass.isEmpty()
                || api.find(ResourceTypes.PERSISTENT_VOLUME, "", claim.provisionedName()).isPresent()) {
            return Optional.empty();
        }
        var uid = claim.meta().uid();
        if (due.putIfAbsent(uid, clock.now().plus(delay)) == null) {
            report(claim, "Provisioning", "External provisioner is provisioning volume for claim \""
                    + key.namespace() + "/" + key.name() + "\"");
        }
        var wait = Duration.between(clock.now(), due.get(uid));
        if (wait.isPositive()) {
            return Optional.of(wait);
        }
        due.remove(uid);
        var path = FOLDER + claim.provisionedName() + "_" + key.namespace() + "_" + key.name();
        disk.openFolder(path);
        report(claim, "ProvisioningSucceeded", "Successfully provisioned volume " + claim.provisionedName());
        api.create(ResourceTypes.PERSISTENT_VOLUME, "", volume(claim, storageClass.get(), path));
        return Optional.empty();
    }

    private void report(Claim claim, String reason, String message) {
        events.record(source, ObjectReference.to(claim.object()), EventType.NORMAL, reason, message);
    }

    private static ObjectNode volume(Claim claim, StorageClass storageClass, String path) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("apiVersion", "v1").put("kind", "PersistentVolume");
        var metadata = json.putObject("metadata").put("name", claim.provisionedName());
        metadata.putObject("annotations").put("local.path.provisioner/selected-node", claim.selectedNode())
                .put(PersistentVolume.PROVISIONED_BY, NAME);
        metadata.putArray("finalizers").add(VolumeBinder.VOLUME_PROTECTION);
        var spec = json.putObject("spec");
        spec.set("accessModes", claim.object().path("spec").path("accessModes").deepCopy());
        spec.putObject("capacity").put("storage", claim.requestedStorage());
        spec.putObject("claimRef").put("apiVersion", "v1").put("kind", "PersistentVolumeClaim")
                .put("namespace", claim.meta().namespace()).put("name", claim.meta().name())
                .put("uid", claim.meta().uid())
                .put("resourceVersion", claim.object().path("metadata").path("resourceVersion").asText());
        spec.putObject("hostPath").put("path", path).put("type", "DirectoryOrCreate");
        if (!claim.selectedNode().isEmpty()) {
            spec.putObject("nodeAffinity").putObject("required").putArray("nodeSelectorTerms").addObject()
                    .putArray("matchExpressions").addObject().put("key", "kubernetes.io/hostname")
                    .put("operator", "In").putArray("values").add(claim.selectedNode());
        }
        spec.put("persistentVolumeReclaimPolicy", storageClass.reclaimPolicy())
                .put("storageClassName", claim.storageClass()).put("volumeMode", claim.volumeMode());
        return json;
    }

    /** Deletes a volume, folder and all, that its claim has released. */
    private Optional<Duration> remove(ObjectKey key) throws ApiException {
        var released = api.find(ResourceTypes.PERSISTENT_VOLUME, "", key.name()).map(PersistentVolume::new)
                .filter(volume -> volume.provisioner().equals(NAME) && volume.isDeletedOnRelease()
                        && volume.phase().equals("Released") && !volume.meta().isTerminating());
        if (released.isPresent()) {
            released.get().pathOnNode().ifPresent(disk::remove);
            api.delete(ResourceTypes.PERSISTENT_VOLUME, "", key.name(), DeleteOptions.DEFAULT);
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        claims.close();
        volumes.close();
    }
}
