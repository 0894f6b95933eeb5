package dev.statelab.lab.container.image;

import dev.statelab.lab.container.UserIds;
import dev.statelab.lab.container.process.Program;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a container starts from.
 *
 * @param entrypoint what runs, before the arguments
 * @param command the arguments unless the pod gives others
 * @param environment the variables that every process has
 * @param workingDirectory absolute
 * @param user who processes run as unless the pod says otherwise
 * @param programs the executable files, by absolute path
 * @param folders absolute paths of empty folders that belong to the user
 * @param published whether a registry has it, too; one that was only imported into the node cannot be pulled
 */
public record Image(
        List<String> entrypoint,
        List<String> command,
        Map<String, String> environment,
        String workingDirectory,
        UserIds user,
        Map<String, Program> programs,
        List<String> folders,
        boolean published) {

    /** The user of the application images. */
    public static final UserIds APPLICATION_USER = new UserIds(1000, 1000);

    private static final String SEARCH_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static final String CURL_UNLESS_A_COMMAND = "case \"$1\" in -*) set -- curl \"$@\";;"
            + " *) command -v \"$1\" >/dev/null || set -- curl \"$@\";; esac; exec \"$@\"";

    public Image {
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        programs = Map.copyOf(programs);
        folders = List.copyOf(folders);
    }

    /** A shell and the usual commands, as root, like {@code busybox}. */
    public static Image base() {
        return new Image(List.of(), List.of("sh"), Map.of("PATH", SEARCH_PATH), "/", UserIds.ROOT, BaseCommands.all(),
                List.of(), true);
    }

    /** {@link #base} with {@code curl} before whatever is no command, like {@code curlimages/curl}. */
    static Image curl() {
        Image base = base();
        return new Image(List.of("/bin/sh", "-c", CURL_UNLESS_A_COMMAND, "/entrypoint.sh"), List.of("curl"),
                base.environment(), base.workingDirectory(), new UserIds(100, 101), base.programs(), List.of(), true);
    }

    /**
     * An application over {@link #base}, as user 1000, with a folder {@code /data} of that user; it works in {@code /tmp},
     * where that user may save what a command fetches. It was imported into the node, so a pod has to use it without
     * pulling it.
     *
     * @param name of the program, which is in {@code /usr/local/bin}
     */
    public static Image application(String name, Program program) {
        String path = "/usr/local/bin/" + name;
        Map<String, Program> programs = new TreeMap<>(base().programs());
        programs.put(path, program);
        return new Image(List.of(path), List.of(), base().environment(), "/tmp", APPLICATION_USER, programs,
                List.of("/data"), false);
    }

    /** Does one thing when it is started and has nothing else in it, not even a shell. */
    static Image single(String path, Program program) {
        return new Image(List.of(path), List.of(), Map.of("PATH", SEARCH_PATH), "/", new UserIds(65535, 65535),
                Map.of(path, program), List.of(), true);
    }
}
