package dev.statelab.lab.container.runtime;

import dev.statelab.lab.container.ContainerRuntime.StartException;
import dev.statelab.lab.container.ContainerSpec;
import dev.statelab.lab.container.Ownership;
import dev.statelab.lab.container.Volume;
import dev.statelab.lab.container.VolumeMount;
import dev.statelab.lab.container.files.Device;
import dev.statelab.lab.container.files.Mounts;
import dev.statelab.lab.container.image.Image;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The folder of one container, and what its processes see: the root, the image's commands, the pod's volumes.
 *
 * @param terminationLog the real file behind {@code /dev/termination-log}
 */
record ContainerFiles(Path folder, Mounts mounts, Path terminationLog) {

    private static final int LONGEST_TERMINATION_MESSAGE = 4096;
    private static final String TERMINATION_LOG = "termination-log";
    private static final Map<String, Device> DEVICES = Map.of("/dev/null", Device.NULL, "/dev/zero", Device.ZERO,
            "/dev/random", Device.RANDOM, "/dev/urandom", Device.RANDOM);

    /** @param folder exists and is empty */
    static ContainerFiles make(Path folder, Image image, Volume commands, ContainerSpec spec)
            throws IOException, StartException {
        Volume root = RootFolder.make(Files.createDirectory(folder.resolve("root")), image, spec);
        Volume own = new Volume(Files.createDirectory(folder.resolve("own")));
        own.write(TERMINATION_LOG, new byte[0], Ownership.ofRoot(0666));
        Path terminationLog = own.folder().resolve(TERMINATION_LOG);
        root.makeFolder(RootFolder.relative(directory(image, spec)), Ownership.ofRoot(0755));

        List<Mounts.Mount> mounts = new ArrayList<>();
        mounts.add(Mounts.Mount.of("/", root, root.folder(), spec.readOnlyRoot()));
        mounts.add(Mounts.Mount.of("/bin", commands, commands.folder(), true));
        for (VolumeMount mount : spec.mounts()) {
            mounts.add(Mounts.Mount.of(mount.mountPath(), mount.volume(), source(mount), mount.readOnly()));
        }
        mounts.add(Mounts.Mount.of("/dev/" + TERMINATION_LOG, own, terminationLog, false));
        for (VolumeMount mount : spec.mounts()) {
            makeWayTo(mount.mountPath(), root);
        }
        return new ContainerFiles(folder, new Mounts(mounts, DEVICES), terminationLog);
    }

    static String directory(Image image, ContainerSpec spec) {
        return spec.workingDirectory().isEmpty() ? image.workingDirectory() : spec.workingDirectory();
    }

    /** The folders above a mount point must exist; the mount point itself is the mount. */
    private static void makeWayTo(String mountPath, Volume root) throws IOException {
        int slash = RootFolder.relative(mountPath).lastIndexOf('/');
        if (slash > 0) {
            root.makeFolder(RootFolder.relative(mountPath).substring(0, slash), Ownership.ofRoot(0755));
        }
    }

    private static Path source(VolumeMount mount) throws IOException, StartException {
        Volume volume = mount.volume();
        Path source = volume.folder().resolve(mount.subPath()).normalize();
        if (!source.startsWith(volume.folder()) || Path.of(mount.subPath()).isAbsolute()) {
            throw new StartException("failed to prepare subPath for volumeMount: must not contain '..': "
                    + mount.subPath());
        }
        if (mount.subPath().isEmpty() || Files.exists(source, LinkOption.NOFOLLOW_LINKS)) {
            return source;
        }
        return volume.makeFolder(mount.subPath(), volume.ownership(volume.folder()).withOwner(0, 0));
    }

    /** At most the first 4096 bytes, as the kubelet reads them. */
    String terminationMessage() {
        try (InputStream in = Files.newInputStream(terminationLog)) {
            return new String(in.readNBytes(LONGEST_TERMINATION_MESSAGE), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
