package dev.statelab.lab.container;

import java.util.Optional;

/** The files behind the persistent volumes: what the provisioner made and a kubelet mounts. */
@FunctionalInterface
public interface Volumes {

    /**
     * @param persistentVolume the name of a {@code PersistentVolume}
     * @return empty where it does not exist, or is of a kind that this cluster has no files for
     */
    Optional<Volume> of(String persistentVolume);
}
