package dev.statelab.lab.kubelet;

import dev.statelab.lab.container.Volumes;
import dev.statelab.lab.controller.volume.NodeDisk;
import java.nio.file.Path;

/**
 * Where a node has its files.
 *
 * @param persistent the volumes of claims
 * @param disk what {@code hostPath} leads to: never the files of the machine that the lab runs on
 * @param podsFolder made when it is needed; for volumes that go with their pods
 */
public record NodeStorage(Volumes persistent, NodeDisk disk, Path podsFolder) {}
