package dev.statelab.lab.kubelet;

import dev.statelab.lab.container.Volume;
import dev.statelab.lab.container.Volumes;
import dev.statelab.lab.controller.volume.NodeDisk;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Where a node has its files.
 *
 * @param persistent the volumes of claims
 * @param disk what {@code hostPath} leads to: never the files of the machine that the lab runs on
 * @param podsFolder made when it is needed; for volumes that go with their pods
 * @param volumeIn makes the volume in an existing folder below that one
 */
public record NodeStorage(Volumes persistent, NodeDisk disk, Path podsFolder, Function<Path, Volume> volumeIn) {}
