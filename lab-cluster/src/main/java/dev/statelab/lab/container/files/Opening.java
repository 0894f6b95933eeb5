package dev.statelab.lab.container.files;

import dev.statelab.lab.container.Ownership;
import dev.statelab.lab.container.UserIds;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Opens files, and makes those that are to be made. */
final class Opening {

    private final ContainerFileSystem fileSystem;
    private final UserIds user;
    private final PathWalk walk;
    private final Creation creation;

    Opening(ContainerFileSystem fileSystem, PathWalk walk) {
        this.fileSystem = fileSystem;
        this.user = fileSystem.user();
        this.walk = walk;
        this.creation = new Creation(fileSystem);
    }

    SeekableByteChannel open(ContainerPath path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Optional<Device> device = fileSystem.mounts().device(find(path, options).names());
        if (device.isPresent()) {
            return fileSystem.track(new DeviceChannel(device.get()));
        }
        return openFile(path, options, attributes);
    }

    FileChannel openFile(ContainerPath path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Place place = find(path, options);
        FileChannel opened = FileErrors.inTermsOf(path.toString(),
                () -> place.mount().volume().atomically(() -> open(place, path, options, attributes)));
        return fileSystem.track(opened);
    }

    private Place find(ContainerPath path, Set<? extends OpenOption> options) throws IOException {
        boolean follow = !options.contains(LinkOption.NOFOLLOW_LINKS)
                && !options.contains(StandardOpenOption.CREATE_NEW);
        return walk.find(path, follow);
    }

    private FileChannel open(Place place, ContainerPath path, Set<? extends OpenOption> options,
            FileAttribute<?>... attributes) throws IOException {
        boolean writes = options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
        boolean creates = writes && (options.contains(StandardOpenOption.CREATE)
                || options.contains(StandardOpenOption.CREATE_NEW));
        boolean exists = place.exists();
        if (exists) {
            mayOpen(place, path, options, writes);
            if (place.isFolder()) {
                return new ContainerFileChannel(new FolderChannel(), fileSystem, place);
            }
        } else if (creates) {
            creation.mayMake(place, path);
        } else {
            throw new NoSuchFileException(path.toString());
        }
        Set<OpenOption> realOptions = new HashSet<>(options);
        realOptions.add(LinkOption.NOFOLLOW_LINKS);
        FileChannel channel = FileChannel.open(place.real(), realOptions);
        if (!exists) {
            Ownership made = creation.ofFile(place, 0666, attributes);
            place.mount().volume().setOwnership(place.real(), made);
        }
        return new ContainerFileChannel(channel, fileSystem, place);
    }

    private void mayOpen(Place place, ContainerPath path, Set<? extends OpenOption> options, boolean writes)
            throws IOException {
        if (options.contains(StandardOpenOption.CREATE_NEW) && writes) {
            throw new FileAlreadyExistsException(path.toString());
        }
        boolean reads = !writes || options.contains(StandardOpenOption.READ);
        Ownership ownership = place.ownership();
        boolean folder = place.isFolder();
        if (writes && folder) {
            throw new FileSystemException(path.toString(), null, "Is a directory");
        }
        if ((reads && !Access.READ.allows(user, ownership, folder))
                || (writes && !Access.WRITE.allows(user, ownership, folder))) {
            throw new AccessDeniedException(path.toString());
        }
        if (writes && place.mount().readOnly()) {
            throw new FileSystemException(path.toString(), null, "Read-only file system");
        }
    }
}
