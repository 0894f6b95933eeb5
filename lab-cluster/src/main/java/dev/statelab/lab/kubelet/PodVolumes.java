package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.lab.container.FileTree;
import dev.statelab.lab.container.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The volumes of one pod; those that are the pod's own go with it. */
final class PodVolumes {

    private final NodeVolumes nodeVolumes;
    private final NamespaceObjects objects;
    private final Path folder;

    /** @param folder of this pod alone, made when it is needed */
    PodVolumes(NodeVolumes nodeVolumes, NamespaceObjects objects, Path folder) {
        this.nodeVolumes = nodeVolumes;
        this.objects = objects;
        this.folder = folder;
    }

    /** @return the volumes by name, or the message of a {@code FailedMount} event */
    Found<Map<String, PodVolume>> mount(PodFields fields) {
        var mounted = new LinkedHashMap<String, PodVolume>();
        for (var volume : fields.pod().spec().path("volumes")) {
            var name = volume.path("name").asText();
            switch (mount(volume, name, fields)) {
                case Found.Value<PodVolume>(var found) -> mounted.put(name, found);
                case Found.Missing<PodVolume>(var message) -> {
                    return new Found.Missing<>(message);
                }
            }
        }
        var group = fields.pod().spec().path("securityContext").path("fsGroup");
        if (group.isNumber()) {
            giveToGroup(fields.pod(), mounted, group.asLong());
        }
        return new Found.Value<>(mounted);
    }

    private Found<PodVolume> mount(JsonNode volume, String name, PodFields fields) {
        if (volume.has("persistentVolumeClaim")) {
            var claim = volume.path("persistentVolumeClaim").path("claimName").asText();
            return explained(nodeVolumes.claimed(fields.pod().namespace(), claim),
                    "Unable to attach or mount volumes: unmounted volumes=[" + name
                            + "], unattached volumes=[], failed to process volumes=[" + name
                            + "]: error processing PVC " + fields.pod().namespace() + "/" + claim + ": ");
        }
        var setUp = "MountVolume.SetUp failed for volume \"" + name + "\" : ";
        if (volume.has("hostPath")) {
            return explained(nodeVolumes.hostPath(volume.path("hostPath")), setUp);
        }
        if (volume.has("emptyDir")) {
            return new Found.Value<>(new PodVolume(ownVolume(name), "", true));
        }
        return VolumeFiles.of(volume, fields, objects).map(files -> switch (files) {
            case Found.Value<Map<String, VolumeFile>>(var all) -> written(name, all);
            case Found.Missing<Map<String, VolumeFile>>(var message) ->
                new Found.Missing<PodVolume>(setUp + message);
        }).orElseGet(() -> new Found.Missing<>(setUp + "the lab cluster has no volumes of this kind; it has"
                + " persistentVolumeClaim, emptyDir, configMap, secret, downwardAPI, projected and hostPath"));
    }

    private static Found<PodVolume> explained(Found<PodVolume> found, String beginning) {
        return switch (found) {
            case Found.Value<PodVolume> value -> value;
            case Found.Missing<PodVolume>(var message) -> new Found.Missing<>(beginning + message);
        };
    }

    private Volume ownVolume(String name) {
        try {
            return nodeVolumes.in(Files.createDirectories(folder.resolve(name)));
        } catch (IOException full) {
            throw new UncheckedIOException("the pod's volume could not be made in " + folder, full);
        }
    }

    private Found<PodVolume> written(String name, Map<String, VolumeFile> files) {
        var volume = ownVolume(name);
        try {
            for (var file : files.entrySet()) {
                file.getValue().writeTo(volume, file.getKey());
            }
        } catch (IOException refused) {
            return new Found.Missing<>(
                    "MountVolume.SetUp failed for volume \"" + name + "\" : " + refused.getMessage());
        }
        return new Found.Value<>(new PodVolume(volume, "", true));
    }

    /** {@code OnRootMismatch} saves the walk through a large volume. */
    private static void giveToGroup(Pod pod, Map<String, PodVolume> mounted, long group) {
        boolean looksFirst = pod.spec().path("securityContext").path("fsGroupChangePolicy").asText()
                .equals("OnRootMismatch");
        for (var mount : mounted.values()) {
            if (mount.hasGroup() && !(looksFirst && mount.volume().isGivenToGroup(group))) {
                try {
                    mount.volume().giveToGroup(group);
                } catch (IOException unreadable) {
                    throw new UncheckedIOException("a volume's group could not be changed", unreadable);
                }
            }
        }
    }

    /** Deletes what was the pod's own. */
    void remove() {
        FileTree.delete(folder);
    }
}
