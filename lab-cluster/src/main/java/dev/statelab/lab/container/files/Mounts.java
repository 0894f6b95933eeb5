package dev.statelab.lab.container.files;

import dev.statelab.lab.container.Volume;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is mounted where in one container; the longest mount path that leads to a file wins. */
public final class Mounts {

    private final List<Mount> deepestFirst;
    private final Map<List<String>, Device> devices;

    /**
     * @param mounts the last one for a path wins; one is for {@code /}
     * @param devices by absolute path, such as {@code /dev/null}
     */
    public Mounts(List<Mount> mounts, Map<String, Device> devices) {
        List<Mount> ordered = new ArrayList<>(mounts.reversed());
        ordered.sort(Comparator.comparingInt((Mount mount) -> mount.at().size()).reversed());
        this.deepestFirst = List.copyOf(ordered);
        Map<List<String>, Device> byNames = new HashMap<>();
        devices.forEach((path, device) -> byNames.put(names(path), device));
        this.devices = Map.copyOf(byNames);
    }

    /**
     * @param at the names on the way from the container's root
     * @param source the real folder, or the real file, that is seen there
     */
    public record Mount(List<String> at, Volume volume, Path source, boolean readOnly) {

        public Mount {
            at = List.copyOf(at);
        }

        /** @param path absolute, in the container */
        public static Mount of(String path, Volume volume, Path source, boolean readOnly) {
            return new Mount(names(path), volume, source, readOnly);
        }
    }

    Place place(List<String> path) {
        for (Mount mount : deepestFirst) {
            int depth = mount.at().size();
            if (depth <= path.size() && path.subList(0, depth).equals(mount.at())) {
                mount.volume().use();
                Path real = mount.source();
                for (String name : path.subList(depth, path.size())) {
                    real = real.resolve(name);
                }
                return new Place(path, mount, real);
            }
        }
        throw new IllegalStateException("nothing is mounted at /");
    }

    /** Whether the path, or something below it, is a mount point. */
    boolean holdsMountPoint(List<String> path) {
        return deepestFirst.stream().anyMatch(
                mount -> mount.at().size() >= path.size() && mount.at().subList(0, path.size()).equals(path));
    }

    Optional<Device> device(List<String> path) {
        return Optional.ofNullable(devices.get(path));
    }

    /** The names that are in a folder only because something is mounted, or a device is, there. */
    Set<String> namesIn(List<String> folder) {
        Set<String> names = new TreeSet<>();
        for (Mount mount : deepestFirst) {
            addChild(names, folder, mount.at());
        }
        devices.keySet().forEach(device -> addChild(names, folder, device));
        return names;
    }

    private static void addChild(Set<String> names, List<String> folder, List<String> path) {
        if (path.size() == folder.size() + 1 && path.subList(0, folder.size()).equals(folder)) {
            names.add(path.getLast());
        }
    }

    private static List<String> names(String path) {
        List<String> names = new ArrayList<>();
        for (String name : path.split("/", -1)) {
            if (name.equals("..")) {
                throw new IllegalArgumentException("not a path to mount at: " + path);
            }
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return names;
    }
}
