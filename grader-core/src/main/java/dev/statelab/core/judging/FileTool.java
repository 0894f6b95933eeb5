package dev.statelab.core.judging;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.cluster.CommandAnswer.Ended;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The programs that tell about a file, as GNU coreutils and BusyBox both have them, the best first. */
enum FileTool {

    STAT {
        private static final Pattern FORM = Pattern.compile("([0-9]+) ([0-9]+) ([0-9]+) ([0-7]+) (.+)");

        @Override
        List<String> command(String path) {
            return List.of("stat", "-L", "-c", FORMAT, path);
        }

        @Override
        Look found(String line) {
            Matcher form = FORM.matcher(line);
            if (!form.matches()) {
                return new Look.Unclear(line);
            }
            String type = form.group(5).startsWith("regular") ? REGULAR : form.group(5);
            return file(type, form.group(1), form.group(2), form.group(3), form.group(4));
        }
    },

    LS {
        private static final Pattern FORM = Pattern.compile(
                "([-dbcpsl])([-rwxsStT]{9})\\S? +[0-9]+ +([0-9]+) +([0-9]+) +([0-9]+) .*");
        private static final Map<String, String> TYPES = Map.of("-", REGULAR, "d", "directory", "l", "symbolic link",
                "b", "block special file", "c", "character special file", "p", "fifo", "s", "socket");

        @Override
        List<String> command(String path) {
            return List.of("ls", "-lndL", path);
        }

        @Override
        Look found(String line) {
            Matcher form = FORM.matcher(line);
            return form.matches()
                    ? file(TYPES.getOrDefault(form.group(1), "file"), form.group(5), form.group(3), form.group(4),
                            mode(form.group(2)))
                    : new Look.Unclear(line);
        }

        private String mode(String letters) {
            int special = (set(letters, 2, "sS") ? 4 : 0) + (set(letters, 5, "sS") ? 2 : 0)
                    + (set(letters, 8, "tT") ? 1 : 0);
            int mode = special;
            for (int who = 0; who < 9; who += 3) {
                mode = mode * 8 + (set(letters, who, "r") ? 4 : 0) + (set(letters, who + 1, "w") ? 2 : 0)
                        + (set(letters, who + 2, "xst") ? 1 : 0);
            }
            return Integer.toOctalString(mode);
        }

        private static boolean set(String letters, int at, String any) {
            return any.indexOf(letters.charAt(at)) >= 0;
        }
    };

    /** Size, user, group, mode and type, for {@code stat}. */
    static final String FORMAT = "%s %u %g %a %F";

    static final String REGULAR = "regular file";

    /** The words of {@code strerror} for ENOENT, ENOTDIR and EACCES, in the C locale that containers have. */
    private static final List<String> ABSENT = List.of("No such file or directory", "Not a directory");
    private static final String HIDDEN = "Permission denied";

    /** What a tool told. */
    sealed interface Look {

        /** The file's attributes, as expressions see them. */
        record Found(Map<String, Object> file) implements Look {
            public Found {
                file = Map.copyOf(file);
            }
        }

        record Absent(String message) implements Look {
            public Absent {
                requireNonNull(message, "message");
            }
        }

        /** The container's user may not look there. */
        record Hidden(String message) implements Look {
            public Hidden {
                requireNonNull(message, "message");
            }
        }

        /** Something that is in nobody's book. */
        record Unclear(String message) implements Look {
            public Unclear {
                requireNonNull(message, "message");
            }
        }
    }

    abstract List<String> command(String path);

    abstract Look found(String line);

    Look read(Ended ended) {
        String printed = ended.stdout().text().strip();
        String complaint = ended.stderr().text().strip();
        if (ended.exitCode() == 0) {
            return found(printed);
        }
        if (ABSENT.stream().anyMatch(complaint::endsWith)) {
            return new Look.Absent(complaint);
        }
        return complaint.endsWith(HIDDEN)
                ? new Look.Hidden(complaint)
                : new Look.Unclear("exit code " + ended.exitCode() + ", " + complaint + printed);
    }

    private static Look file(String type, String size, String uid, String gid, String mode) {
        return new Look.Found(Map.of("exists", true, "type", type, "size", Long.parseLong(size), "uid",
                Long.parseLong(uid), "gid", Long.parseLong(gid), "mode", mode));
    }
}
