package dev.statelab.lab.container;

/**
 * @param volume what is mounted
 * @param mountPath absolute, inside the container
 * @param subPath a folder, or a file, of the volume; empty for its root
 * @param readOnly whether writes through this mount fail
 */
public record VolumeMount(Volume volume, String mountPath, String subPath, boolean readOnly) {}
