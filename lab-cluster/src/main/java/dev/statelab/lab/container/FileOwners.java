package dev.statelab.lab.container;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/** To whom the files of a volume belong, by their real paths. */
final class FileOwners {

    static final Ownership UNKNOWN_FOLDER = Ownership.ofRoot(0755);

    private static final Ownership NEW_ROOT = Ownership.ofRoot(0777);
    private static final Ownership UNKNOWN_FILE = Ownership.ofRoot(0644);

    private final Path folder;
    private final boolean durable;
    private final Lock lock;
    private final TreeMap<String, Ownership> ownerships = new TreeMap<>();

    /**
     * @param durable whether it is also kept with the files ({@link OwnershipAttribute})
     * @param lock that whoever changes files together with their owners holds meanwhile
     */
    FileOwners(Path folder, boolean durable, Lock lock) {
        this.folder = folder;
        this.durable = durable;
        this.lock = lock;
    }

    Ownership of(Path file) {
        lock.lock();
        try {
            Ownership known = ownerships.get(key(file));
            if (known != null) {
                return known;
            }
            if (durable) {
                return remembered(file);
            }
        } finally {
            lock.unlock();
        }
        return unknown(file);
    }

    private Ownership remembered(Path file) {
        Optional<Ownership> kept = OwnershipAttribute.read(file);
        kept.ifPresent(ownership -> ownerships.put(key(file), ownership));
        return kept.orElseGet(() -> {
            Path parent = file.getParent();
            if (file.equals(folder) || parent == null) {
                return unknown(file);
            }
            Ownership owner = of(parent);
            return unknown(file).withOwner(owner.uid(), owner.gid());
        });
    }

    private Ownership unknown(Path file) {
        if (file.equals(folder)) {
            return NEW_ROOT;
        }
        return Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) ? UNKNOWN_FOLDER : UNKNOWN_FILE;
    }

    void set(Path file, Ownership ownership) {
        lock.lock();
        try {
            ownerships.put(key(file), ownership);
            if (durable) {
                OwnershipAttribute.write(file, ownership);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The file, with all that was in it, has been deleted. */
    void deleted(Path file) {
        lock.lock();
        try {
            ownerships.remove(key(file));
            inside(file).clear();
        } finally {
            lock.unlock();
        }
    }

    /** The file, with all that is in it, has another name now; what had that name before is gone. */
    void renamed(Path from, Path to) {
        lock.lock();
        try {
            Map<String, Ownership> inside = new TreeMap<>(inside(from));
            @Nullable
            Ownership own = ownerships.get(key(from));
            deleted(to);
            int prefix = key(from).length();
            inside.forEach((name, value) -> ownerships.put(key(to) + name.substring(prefix), value));
            if (own != null) {
                ownerships.put(key(to), own);
            }
            deleted(from);
        } finally {
            lock.unlock();
        }
    }

    private Map<String, Ownership> inside(Path file) {
        String key = key(file);
        return key.isEmpty() ? ownerships : ownerships.subMap(key + "/", key + "0");
    }

    private String key(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }
}
