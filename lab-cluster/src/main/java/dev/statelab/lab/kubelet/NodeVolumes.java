package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.container.Ownership;
import dev.statelab.lab.container.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Volumes that outlive the pods of this node: persistent ones, and the node's own files. */
final class NodeVolumes {

    private static final int FILE_MODE = 0644;

    private final Api api;
    private final NodeStorage storage;

    NodeVolumes(Api api, NodeStorage storage) {
        this.api = api;
        this.storage = storage;
    }

    /** The volume in a folder of a pod's own, which exists. */
    Volume in(Path folder) {
        return storage.volumeIn().apply(folder);
    }

    Found<PodVolume> claimed(String namespace, String claimName) {
        var claim = api.find(ResourceTypes.PERSISTENT_VOLUME_CLAIM, namespace, claimName);
        if (claim.isEmpty()) {
            return new Found.Missing<>("failed to fetch PVC from API server: persistentvolumeclaims \"" + claimName
                    + "\" not found");
        }
        var volume = claim.get().path("spec").path("volumeName").asText();
        if (volume.isEmpty()) {
            return new Found.Missing<>("PVC is not bound");
        }
        return storage.persistent().of(volume).<Found<PodVolume>>map(found -> new Found.Value<>(
                new PodVolume(found, "", !isHostPath(volume)))).orElseGet(() -> new Found.Missing<>(
                        "the lab cluster has no files for the"
                                + " persistent volume " + volume + "; it has some for hostPath and local volumes"));
    }

    private boolean isHostPath(String persistentVolume) {
        return api.find(ResourceTypes.PERSISTENT_VOLUME, "", persistentVolume)
                .filter(volume -> volume.path("spec").has("hostPath"))
                .isPresent();
    }

    Found<PodVolume> hostPath(JsonNode hostPath) {
        var path = Path.of("/").resolve(hostPath.path("path").asText()).normalize();
        var type = hostPath.path("type").asText();
        return switch (type) {
            case "", "DirectoryOrCreate" -> folder(path);
            case "Directory" -> Files.isDirectory(real(path)) ? folder(path) : refused(path, "is not a directory");
            case "File" -> Files.isRegularFile(real(path)) ? file(path) : refused(path, "is not a file");
            case "FileOrCreate" -> file(path);
            default -> new Found.Missing<>("the lab cluster has no hostPath of type " + type);
        };
    }

    private static Found<PodVolume> refused(Path path, String why) {
        return new Found.Missing<>("hostPath type check failed: " + path + " " + why);
    }

    private Path real(Path path) {
        return storage.disk().folder("/").folder().resolve(path.toString().substring(1));
    }

    private Found<PodVolume> folder(Path path) {
        return new Found.Value<>(new PodVolume(storage.disk().folder(path.toString()), "", false));
    }

    private Found<PodVolume> file(Path path) {
        var name = Optional.ofNullable(path.getFileName()).map(Path::toString);
        var parent = Optional.ofNullable(path.getParent());
        if (name.isEmpty() || parent.isEmpty()) {
            return refused(path, "is not a file");
        }
        var folder = storage.disk().folder(parent.get().toString());
        try {
            if (!Files.exists(folder.folder().resolve(name.get()))) {
                folder.write(name.get(), new byte[0], Ownership.ofRoot(FILE_MODE));
            }
            return new Found.Value<>(new PodVolume(folder, name.get(), false));
        } catch (IOException refused) {
            return refused(path, "cannot be made: " + refused.getMessage());
        }
    }
}
