package dev.statelab.lab.container;

import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who holds which part of which file. The JDK keeps locks between processes only, and all containers are in one: so
 * the locks between containers' processes are kept here, with the rules of {@code fcntl}.
 */
public final class FileLocks {

    private final Map<Path, List<Range>> held = new HashMap<>();

    /**
     * A part of a file that a process holds.
     *
     * @param owner the process' file system
     */
    public record Range(Object owner, long position, long size, boolean shared) {

        private boolean overlaps(Range other) {
            return position < other.end() && other.position < end();
        }

        private long end() {
            return size > Long.MAX_VALUE - position ? Long.MAX_VALUE : position + size;
        }
    }

    /** Takes the lock unless another process has it; false then. */
    public synchronized boolean tryTake(Path file, Range wanted) {
        List<Range> ranges = held.computeIfAbsent(file, _ -> new ArrayList<>());
        for (Range range : ranges) {
            if (range.overlaps(wanted) && range.owner().equals(wanted.owner())) {
                throw new OverlappingFileLockException();
            }
            if (range.overlaps(wanted) && !(range.shared() && wanted.shared())) {
                return false;
            }
        }
        return ranges.add(wanted);
    }

    /** Waits for the lock. */
    public synchronized void take(Path file, Range wanted) throws InterruptedException {
        while (!tryTake(file, wanted)) {
            wait();
        }
    }

    public synchronized void release(Path file, Range range) {
        List<Range> ranges = held.getOrDefault(file, List.of());
        if (ranges.remove(range)) {
            if (ranges.isEmpty()) {
                held.remove(file);
            }
            notifyAll();
        }
    }
}
