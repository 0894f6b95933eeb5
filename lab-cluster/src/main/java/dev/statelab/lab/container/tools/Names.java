package dev.statelab.lab.container.tools;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names of users and groups, from {@code /etc/passwd} and {@code /etc/group}. */
record Names(Map<String, Long> users, Map<String, Long> groups) {

    static Names of(Call call) {
        FileSystem files = call.surroundings().files();
        return new Names(read(files, "/etc/passwd"), read(files, "/etc/group"));
    }

    private static Map<String, Long> read(FileSystem files, String path) {
        Map<String, Long> ids = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(files.getPath(path))) {
                String[] fields = line.split(":", -1);
                if (fields.length > 2 && fields[2].matches("\\d{1,10}")) {
                    ids.putIfAbsent(fields[0], Long.parseLong(fields[2]));
                }
            }
        } catch (IOException _) {
            return Map.of();
        }
        return ids;
    }

    long uid(String name) throws UsageException {
        return id(users, name, "unknown user ");
    }

    long gid(String name) throws UsageException {
        return id(groups, name, "unknown group ");
    }

    private static long id(Map<String, Long> ids, String name, String problem) throws UsageException {
        Long id = ids.get(name);
        if (id != null) {
            return id;
        }
        if (!name.matches("\\d{1,10}")) {
            throw new UsageException(problem + name);
        }
        return Long.parseLong(name);
    }

    /** The number where there is no name. */
    String user(long uid) {
        return name(users, uid);
    }

    /** The number where there is no name. */
    String group(long gid) {
        return name(groups, gid);
    }

    private static String name(Map<String, Long> ids, long id) {
        return ids.entrySet().stream().filter(entry -> entry.getValue() == id).map(Map.Entry::getKey).findFirst()
                .orElse(Long.toString(id));
    }
}
