package dev.statelab.lab.controller.volume;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.container.Volume;
import dev.statelab.lab.container.Volumes;
import dev.statelab.lab.event.EventRecorder;
import dev.statelab.lab.time.LabClock;
import java.time.Duration;
import java.util.Optional;

/** The cluster's storage: everything that happens to claims and volumes, and the files behind them. */
public final class Storage implements Volumes, AutoCloseable {

    private final Api api;
    private final NodeDisk disk;
    private final ClaimController claims;
    private final VolumeController volumes;
    private final ClaimProtection protection;
    private final LocalPathProvisioner provisioner;

    /**
     * Starts at once.
     *
     * @param node the name of the node that has the disk
     * @param provisioningDelay how much cluster time it takes to make a volume
     */
    public Storage(
            Api api, LabClock clock, EventRecorder events, NodeDisk disk, String node, Duration provisioningDelay) {
        this.api = api;
        this.disk = disk;
        this.claims = new ClaimController(api, clock, events);
        this.volumes = new VolumeController(api, clock);
        this.protection = new ClaimProtection(api, clock);
        this.provisioner = new LocalPathProvisioner(api, clock, events, disk, node, provisioningDelay);
    }

    /** The {@code local-path} class, which a new cluster is to have: the default one. */
    public static ObjectNode defaultClass() {
        return StorageClass.localPath();
    }

    /** {@inheritDoc} A volume has files here when it is a {@code hostPath} or {@code local} one. */
    @Override
    public Optional<Volume> of(String persistentVolume) {
        return api.find(ResourceTypes.PERSISTENT_VOLUME, "", persistentVolume).map(PersistentVolume::new)
                .flatMap(PersistentVolume::pathOnNode).map(disk::folder);
    }

    @Override
    public void close() {
        provisioner.close();
        protection.close();
        volumes.close();
        claims.close();
    }
}
