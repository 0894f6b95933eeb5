package dev.statelab.core.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Relations;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an application may not do with its files, in its own words, and what its pod says about it.
 *
 * @param path the file in question; empty where the application did not name one
 * @param readOnly whether nobody may write there
 * @param user the number of the user that the application runs as; empty where neither it nor its pod says so
 * @param owner user and group that the file belongs to; empty where the application does not say so
 */
record Access(String path, boolean readOnly, String user, String owner) {

    /** Java, Python, Go, Node and C say it like this (errno EACCES, EPERM, EROFS). */
    private static final Pattern DENIED = Pattern.compile(
            "permission denied|EACCES|AccessDenied|operation not permitted",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern READ_ONLY = Pattern.compile("read-only file ?system|EROFS", Pattern.CASE_INSENSITIVE);

    /** An application that tells its own user, in JSON or in prose. */
    private static final Pattern USER = Pattern.compile("\\buid\\b[\"' :=]{1,4}([0-9]{1,10})\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern OWNER = Pattern.compile("\\bowner\\b[\"' :=]{1,4}([0-9]{1,10}:[0-9]{1,10})\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern PATH = Pattern
            .compile("(?<![\\w/.:-])(/[A-Za-z0-9._-]{1,100}(?:/[A-Za-z0-9._-]{1,100}){0,10})");

    /** Empty where the lines speak of no such thing. The newest such line counts. */
    static Optional<Access> in(ContainerInPod container, List<String> lines) {
        for (String line : lines.reversed()) {
            boolean readOnly = READ_ONLY.matcher(line).find();
            if (readOnly || DENIED.matcher(line).find()) {
                return Optional.of(new Access(path(container, line), readOnly, user(container, lines),
                        first(OWNER, lines)));
            }
        }
        return Optional.empty();
    }

    /** What to try where the lines speak of such a thing. */
    static Optional<String> attempt(ContainerInPod container, List<String> lines) {
        return in(container, lines).map(access -> access.attempt(container));
    }

    /** The user that a container runs as, as far as its pod or its own words say. */
    private static String user(ContainerInPod container, List<String> lines) {
        JsonNode own = container.spec().path("securityContext").path("runAsUser");
        JsonNode user = own.isMissingNode()
                ? container.pod().json().path("spec").path("securityContext").path("runAsUser")
                : own;
        return user.isMissingNode()
                ? first(USER, lines)
                : user.asText();
    }

    private static String first(Pattern pattern, List<String> lines) {
        return lines.stream().map(pattern::matcher).filter(Matcher::find).map(matcher -> matcher.group(1)).findFirst()
                .orElse("");
    }

    /** The mount that the path lies in; a missing node where there is none. */
    JsonNode mount(ContainerInPod container) {
        return Relations.stream(container.spec().path("volumeMounts"))
                .filter(mount -> isBelow(mount.path("mountPath").asText()))
                .max((a, b) -> Integer.compare(a.path("mountPath").asText().length(),
                        b.path("mountPath").asText().length()))
                .orElse(container.spec().path(""));
    }

    String attempt(ContainerInPod container) {
        JsonNode mount = mount(container);
        if (readOnly) {
            return mount.path("readOnly").asBoolean()
                    ? "leave out `readOnly: true` at the mount " + mount.path("name").asText()
                    : "write to a mounted volume, or leave out `readOnlyRootFilesystem: true`";
        }
        if (mount.isMissingNode()) {
            return "write to a folder that the application's user owns, such as that of a mounted volume";
        }
        String owner = user.isEmpty() ? "UID" : user;
        String folder = mount.path("mountPath").asText();
        String group = "`fsGroup: " + owner + "` in the pod's `securityContext`";
        return preparing(container.pod(), mount.path("name").asText())
                .map(init -> "in init container " + Wording.name(init) + " `chown -R " + owner + ":" + owner + " "
                        + folder
                        + "` after it made the file; or " + group)
                .orElse(group
                        + ", which gives the volume to that group; or an init container that runs as root and does `chown -R "
                        + owner + ":" + owner + " " + folder + "`");
    }

    /** The init container that mounts the same volume. */
    private static Optional<String> preparing(KubernetesObject pod, String volume) {
        return Relations.stream(pod.json().path("spec").path("initContainers"))
                .filter(init -> Relations.stream(init.path("volumeMounts"))
                        .anyMatch(mount -> mount.path("name").asText().equals(volume)))
                .map(init -> init.path("name").asText()).findFirst();
    }

    private boolean isBelow(String folder) {
        String prefix = folder.endsWith("/") ? folder : folder + "/";
        return !path.isEmpty() && !folder.isEmpty() && (path + "/").startsWith(prefix);
    }

    /** A path in the line, at best one that is mounted. */
    private static String path(ContainerInPod container, String line) {
        String first = "";
        Matcher matcher = PATH.matcher(line);
        while (matcher.find()) {
            Access access = new Access(matcher.group(1), false, "", "");
            if (!access.mount(container).isMissingNode()) {
                return access.path();
            }
            first = first.isEmpty() ? access.path() : first;
        }
        return first;
    }
}
