package dev.statelab.lab.container.files;

import dev.statelab.lab.container.Ownership;
import dev.statelab.lab.container.UserIds;
import dev.statelab.lab.container.Volume;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What is in folders: listing, making, removing and renaming entries. */
final class Entries {

    private static final int LINK_MODE = 0777;

    private final ContainerFileSystem fileSystem;
    private final Mounts mounts;
    private final UserIds user;
    private final PathWalk walk;
    private final Creation creation;

    Entries(ContainerFileSystem fileSystem, PathWalk walk) {
        this.fileSystem = fileSystem;
        this.mounts = fileSystem.mounts();
        this.user = fileSystem.user();
        this.walk = walk;
        this.creation = new Creation(fileSystem);
    }

    DirectoryStream<Path> list(ContainerPath folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        Place place = walk.find(folder, true);
        if (!place.exists()) {
            throw new NoSuchFileException(folder.toString());
        }
        if (!place.isFolder()) {
            throw new NotDirectoryException(folder.toString());
        }
        if (!Access.READ.allows(user, place.ownership(), true)) {
            throw new AccessDeniedException(folder.toString());
        }
        Set<String> names = new TreeSet<>(mounts.namesIn(place.names()));
        names.addAll(FileErrors.inTermsOf(folder.toString(), () -> realNames(place.real())));
        List<Path> kept = new ArrayList<>();
        for (String name : names) {
            Path entry = folder.resolve(fileSystem.getPath(name));
            if (filter.accept(entry)) {
                kept.add(entry);
            }
        }
        return new Listing(kept);
    }

    private static List<String> realNames(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    void createFolder(ContainerPath folder, FileAttribute<?>... attributes) throws IOException {
        Place place = walk.find(folder, false);
        make(place, folder, () -> {
            Files.createDirectory(place.real());
            return creation.ofFolder(place, attributes);
        });
    }

    void createLink(ContainerPath link, String target) throws IOException {
        Place place = walk.find(link, false);
        make(place, link, () -> {
            Files.createSymbolicLink(place.real(), place.real().getFileSystem().getPath(target));
            return creation.ofFile(place, LINK_MODE).withMode(LINK_MODE);
        });
    }

    private void make(Place place, ContainerPath path, FileErrors.Operation<Ownership> maker) throws IOException {
        Volume volume = place.mount().volume();
        FileErrors.inTermsOf(path.toString(), () -> volume.atomically(() -> {
            if (place.exists() || mounts.device(place.names()).isPresent()) {
                throw new FileAlreadyExistsException(path.toString());
            }
            creation.mayMake(place, path);
            volume.setOwnership(place.real(), maker.run());
            return place;
        }));
    }

    void delete(ContainerPath path) throws IOException {
        Place place = walk.find(path, false);
        Volume volume = place.mount().volume();
        FileErrors.inTermsOf(path.toString(), () -> volume.atomically(() -> {
            mayRemove(place, path);
            Files.delete(place.real());
            volume.deleted(place.real());
            return place;
        }));
    }

    /** Renames within one mount; false when the two are on different ones. */
    boolean rename(ContainerPath source, ContainerPath target, CopyOption... options) throws IOException {
        Place from = walk.find(source, false);
        Place to = walk.find(target, false);
        if (!from.mount().equals(to.mount())) {
            mayRemove(from, source);
            return false;
        }
        Volume volume = from.mount().volume();
        FileErrors.inTermsOf(source.toString(), () -> volume.atomically(() -> {
            mayRemove(from, source);
            if (to.exists()) {
                mayRemove(to, target);
            } else {
                creation.mayMake(to, target);
            }
            if (!from.real().equals(to.real())) {
                move(from, to, target, options);
                volume.renamed(from.real(), to.real());
            }
            return to;
        }));
        return true;
    }

    private static void move(Place from, Place to, ContainerPath target, CopyOption... options) throws IOException {
        try {
            Files.move(from.real(), to.real(), replacing(options));
        } catch (FileAlreadyExistsException e) {
            FileAlreadyExistsException translated = new FileAlreadyExistsException(target.toString());
            translated.initCause(e);
            throw translated;
        }
    }

    /** An atomic move replaces its target in any case; only Linux' own file system knows that without being told. */
    private static CopyOption[] replacing(CopyOption... options) {
        Set<CopyOption> all = new HashSet<>(List.of(options));
        if (all.contains(StandardCopyOption.ATOMIC_MOVE)) {
            all.add(StandardCopyOption.REPLACE_EXISTING);
        }
        return all.toArray(CopyOption[]::new);
    }

    private void mayRemove(Place place, ContainerPath path) throws IOException {
        if (!place.exists()) {
            throw new NoSuchFileException(path.toString());
        }
        if (mounts.holdsMountPoint(place.names()) || mounts.device(place.names()).isPresent()) {
            throw new FileSystemException(path.toString(), null, "Device or resource busy");
        }
        if (place.mount().readOnly()) {
            throw new FileSystemException(path.toString(), null, "Read-only file system");
        }
        Ownership folder = creation.parent(place).ownership();
        if (!Access.WRITE.allows(user, folder, true) || !Access.EXECUTE.allows(user, folder, true)) {
            throw new AccessDeniedException(path.toString());
        }
        if (!Access.mayRemove(user, folder, place.ownership())) {
            throw new FileSystemException(path.toString(), null, "Operation not permitted");
        }
    }

    private record Listing(List<Path> entries) implements DirectoryStream<Path> {

        @Override
        public Iterator<Path> iterator() {
            return entries.iterator();
        }

        @Override
        public void close() {}
    }
}
