package dev.statelab.lab.controller.volume;

import dev.statelab.lab.container.FileTree;
import dev.statelab.lab.container.Ownership;
import dev.statelab.lab.container.Volume;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The disk of the cluster's node: a folder of this machine that stands for the node's root. */
public final class NodeDisk {

    /** Folders that each node has already. */
    private static final Set<String> TEMPORARY = Set.of("/tmp", "/var/tmp");

    private final Path root;
    private final Function<Path, Volume> volumeIn;
    private final Map<Path, Volume> volumes = new ConcurrentHashMap<>();

    /** @param root exists already; what its folders know of their files is forgotten with this object */
    public NodeDisk(Path root) {
        this(root, Volume::new);
    }

    /**
     * @param root exists already
     * @param volumeIn makes the volume in an existing folder
     */
    public NodeDisk(Path root, Function<Path, Volume> volumeIn) {
        this.root = root.toAbsolutePath().normalize();
        this.volumeIn = volumeIn;
    }

    /**
     * The folder at a path of the node. One that is missing is made as the kubelet makes it, so that root alone may write to it
     * (kubernetes: volume/hostpath, makeDir). The same path always gives the same volume.
     *
     * @param path absolute
     */
    public Volume folder(String path) {
        return folder(path, TEMPORARY.contains(path) ? Ownership.ofRoot(01777) : Ownership.ofRoot(0755));
    }

    /**
     * A folder that everybody may write to, as the local-path provisioner makes it.
     *
     * @param path absolute
     */
    public Volume openFolder(String path) {
        return folder(path, Ownership.ofRoot(0777));
    }

    private Volume folder(String path, Ownership ofNew) {
        return volumes.computeIfAbsent(real(path), real -> {
            boolean isNew = !Files.exists(real);
            Volume volume = volumeIn.apply(FileTree.make(real));
            if (isNew) {
                volume.setOwnership(volume.folder(), ofNew);
            }
            return volume;
        });
    }

    /** Removes a folder with all that is in it. */
    public void remove(String path) {
        var real = real(path);
        volumes.remove(real);
        FileTree.delete(real);
    }

    /** A path cannot lead out of the disk. */
    private Path real(String path) {
        var inside = Path.of("/").resolve(path).normalize();
        return root.resolve(Path.of("/").relativize(inside).toString());
    }
}
