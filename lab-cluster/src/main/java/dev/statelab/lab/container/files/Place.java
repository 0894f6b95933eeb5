package dev.statelab.lab.container.files;

import dev.statelab.lab.container.Ownership;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a file of the container is, or would be.
 *
 * @param names its absolute path in the container, without links on the way
 * @param real the path on this machine
 */
record Place(List<String> names, Mounts.Mount mount, Path real) {

    Place {
        names = List.copyOf(names);
    }

    boolean exists() {
        return Files.exists(real, LinkOption.NOFOLLOW_LINKS);
    }

    boolean isFolder() {
        return Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS);
    }

    boolean isLink() {
        return Files.isSymbolicLink(real);
    }

    Ownership ownership() {
        return mount.volume().ownership(real);
    }

    /** As the container sees it. */
    String path() {
        return "/" + String.join("/", names);
    }
}
