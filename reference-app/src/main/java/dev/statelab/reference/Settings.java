package dev.statelab.reference;

import java.nio.file.FileSystem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the environment asks for.
 *
 * @param pod the name that answers carry
 * @param port 0 for any free one
 * @param folder absolute
 * @param visitsFile absolute
 * @param visitsPath of the page that counts, as a request names it
 * @param visitsShown whether that page says how many
 */
record Settings(String pod, int port, Path folder, Path visitsFile, String visitsPath, boolean visitsShown) {

    private static final int HIGHEST_PORT = 65_535;
    private static final String PAGE = "/";
    /** A path as requests have it: nothing that starts a query or stands for more than itself. */
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9/._~%@:+-]*");

    /** The outcome of reading an environment. */
    sealed interface Reading {

        record Valid(Settings settings) implements Reading {}

        /** @param problem expected, found, what to try */
        record Invalid(String problem) implements Reading {}
    }

    static Reading read(Mode mode, Map<String, String> environment, String hostname, FileSystem files) {
        String port = environment.getOrDefault("PORT", Integer.toString(mode.defaultPort()));
        if (!isPort(port)) {
            return new Reading.Invalid(
                    "PORT must be a number from 0 to %d, but is \"%s\"; leave it out for %d".formatted(
                            HIGHEST_PORT,
                            port,
                            mode.defaultPort()));
        }
        String visitsPath = environment.getOrDefault("VISITS_PATH", PAGE);
        if (!PATH.matcher(visitsPath).matches() || Visits.OWN_PATHS.contains(visitsPath)) {
            return new Reading.Invalid(
                    "VISITS_PATH must be a path from / on, and none of %s, but is \"%s\"; leave it out for %s"
                            .formatted(
                                    String.join(", ", Visits.OWN_PATHS), visitsPath, PAGE));
        }
        String shown = environment.getOrDefault("VISITS_SHOWN", "true");
        if (!shown.equals("true") && !shown.equals("false")) {
            return new Reading.Invalid(
                    "VISITS_SHOWN must be true or false, but is \"%s\"; leave it out for true".formatted(shown));
        }
        String pod = environment.getOrDefault("POD_NAME", hostname);
        try {
            Path folder = files.getPath(environment.getOrDefault("DATA_DIR", "/data")).toAbsolutePath().normalize();
            Path visitsFile = folder.resolve(environment.getOrDefault("VISITS_FILE", "visits")).normalize();
            return visitsFile.getFileName() == null
                    ? new Reading.Invalid(
                            "VISITS_FILE must name a file, but is \"%s\"; try /data/visits".formatted(visitsFile))
                    : new Reading.Valid(new Settings(pod, Integer.parseInt(port), folder, visitsFile,
                            visitsPath, Boolean.parseBoolean(shown)));
        } catch (InvalidPathException notAPath) {
            return new Reading.Invalid(
                    "DATA_DIR and VISITS_FILE must be paths, but %s; leave them out for /data and /data/visits"
                            .formatted(notAPath.getMessage()));
        }
    }

    private static boolean isPort(String text) {
        return text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= HIGHEST_PORT;
    }
}
