package dev.statelab.lab.container.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.statelab.lab.container.UserIds;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Finds where a path leads, as the kernel does: name by name, over symbolic links, which are read and followed inside
 * the container only, through folders that the user may search.
 */
final class PathWalk {

    private static final int MOST_LINKS = 40;

    /** In bytes, as on Linux. */
    private static final int LONGEST_NAME = 255;

    private final Mounts mounts;
    private final UserIds user;

    PathWalk(Mounts mounts, UserIds user) {
        this.mounts = mounts;
        this.user = user;
    }

    /**
     * Every folder on the way exists; the last name need not.
     *
     * @param followLast whether to follow a link that is the last name
     */
    Place find(ContainerPath path, boolean followLast) throws IOException {
        Deque<String> ahead = new ArrayDeque<>(path.toAbsolutePath().names());
        List<String> behind = new ArrayList<>();
        int links = 0;
        while (!ahead.isEmpty()) {
            searchable(mounts.place(behind), path);
            String name = ahead.pop();
            if (name.equals("..") && !behind.isEmpty()) {
                behind.removeLast();
            }
            if (name.equals("..") || name.equals(".")) {
                continue;
            }
            if (name.getBytes(UTF_8).length > LONGEST_NAME) {
                throw new FileSystemException(path.toString(), null, "File name too long");
            }
            behind.add(name);
            Place next = mounts.place(behind);
            if ((followLast || !ahead.isEmpty()) && next.isLink()) {
                if (++links > MOST_LINKS) {
                    throw new FileSystemLoopException(path.toString());
                }
                follow(Files.readSymbolicLink(next.real()).toString(), ahead, behind);
            }
        }
        return mounts.place(behind);
    }

    private static void follow(String target, Deque<String> ahead, List<String> behind) {
        behind.removeLast();
        if (target.startsWith("/")) {
            behind.clear();
        }
        List<String> names = List.of(target.split("/", -1));
        for (String name : names.reversed()) {
            if (!name.isEmpty()) {
                ahead.push(name);
            }
        }
    }

    private void searchable(Place folder, ContainerPath path) throws IOException {
        if (!folder.exists()) {
            throw new NoSuchFileException(path.toString());
        }
        if (!folder.isFolder()) {
            throw new FileSystemException(path.toString(), null, "Not a directory");
        }
        if (!Access.EXECUTE.allows(user, folder.ownership(), true)) {
            throw new AccessDeniedException(path.toString());
        }
    }
}
