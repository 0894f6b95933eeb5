package dev.statelab.lab.container.files;

import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Attributes by name, such as {@code posix:permissions} or {@code unix:uid,gid}. */
final class AttributeNames {

    private static final int FOLDER_TYPE = 0040000;
    private static final int FILE_TYPE = 0100000;
    private static final int LINK_TYPE = 0120000;
    private static final int DEVICE_TYPE = 0020000;

    private static final Map<String, Function<Inode, Object>> BASIC = Map.of(
            "lastModifiedTime", Inode::lastModifiedTime,
            "lastAccessTime", Inode::lastAccessTime,
            "creationTime", Inode::creationTime,
            "size", Inode::size,
            "isRegularFile", Inode::isRegularFile,
            "isDirectory", Inode::isDirectory,
            "isSymbolicLink", Inode::isSymbolicLink,
            "isOther", Inode::isOther);
    private static final Map<String, Function<Inode, Object>> OWNER = Map.of("owner", Inode::owner);
    private static final Map<String, Function<Inode, Object>> POSIX = joined(BASIC, OWNER,
            Map.of("group", Inode::group, "permissions", Inode::permissions));
    private static final Map<String, Function<Inode, Object>> UNIX = joined(POSIX, Map.of(
            "uid", inode -> (int) inode.ownership().uid(),
            "gid", inode -> (int) inode.ownership().gid(),
            "dev", Inode::device,
            "mode", inode -> type(inode) | inode.ownership().mode()));
    private static final Map<String, Map<String, Function<Inode, Object>>> VIEWS = Map.of("basic", BASIC, "owner",
            OWNER, "posix", POSIX, "unix", UNIX);

    private AttributeNames() {}

    static Map<String, Object> read(Inode inode, String attributes) {
        int colon = attributes.indexOf(':');
        String view = colon < 0 ? "basic" : attributes.substring(0, colon);
        Map<String, Function<Inode, Object>> known = VIEWS.get(view);
        if (known == null) {
            throw new UnsupportedOperationException("View '" + view + "' not available");
        }
        List<String> names = List.of(attributes.substring(colon + 1).split(","));
        Map<String, Object> values = new LinkedHashMap<>();
        for (String name : names.contains("*") ? known.keySet() : names) {
            Function<Inode, Object> reader = known.get(name);
            if (reader == null) {
                throw new IllegalArgumentException("'" + name + "' not recognized");
            }
            values.put(name, reader.apply(inode));
        }
        return values;
    }

    static void set(InodeView view, String attribute, Object value) throws IOException {
        switch (attribute.substring(attribute.indexOf(':') + 1)) {
            case "lastModifiedTime" -> view.setTimes((FileTime) value, null, null);
            case "lastAccessTime" -> view.setTimes(null, (FileTime) value, null);
            case "creationTime" -> view.setTimes(null, null, (FileTime) value);
            case "permissions" -> view.setPermissions(permissions(value));
            case "owner" -> view.setOwner((UserPrincipal) value);
            case "group" -> view.setGroup((GroupPrincipal) value);
            case "uid" -> view.setIds(((Number) value).longValue(), null);
            case "gid" -> view.setIds(null, ((Number) value).longValue());
            case "mode" -> view.setMode(((Number) value).intValue() & 07777);
            default -> throw new IllegalArgumentException("'" + attribute + "' not recognized");
        }
    }

    static Set<PosixFilePermission> permissions(Object value) {
        return ((Set<?>) value).stream().map(PosixFilePermission.class::cast).collect(Collectors.toSet());
    }

    private static int type(Inode inode) {
        if (inode.isDevice()) {
            return DEVICE_TYPE;
        }
        return inode.isDirectory() ? FOLDER_TYPE : inode.isSymbolicLink() ? LINK_TYPE : FILE_TYPE;
    }

    @SafeVarargs
    private static Map<String, Function<Inode, Object>> joined(Map<String, Function<Inode, Object>>... parts) {
        Map<String, Function<Inode, Object>> all = new LinkedHashMap<>();
        for (Map<String, Function<Inode, Object>> part : parts) {
            all.putAll(part);
        }
        return Map.copyOf(all);
    }
}
