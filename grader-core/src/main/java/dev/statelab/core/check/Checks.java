package dev.statelab.core.check;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds checks. */
public final class Checks {

    /** Beside {@code task.yaml}. */
    public static final String FOLDER = "checks";

    private Checks() {}

    /** What came of looking for checks. */
    public sealed interface Found {

        /** The checks by name. */
        record These(Map<String, Check> byName) implements Found {
            public These {
                byName = Map.copyOf(byName);
            }
        }

        /** One of them cannot be used. */
        record Unusable(String why) implements Found {
            public Unusable {
                requireNonNull(why, "why");
            }
        }
    }

    /** The checks of the class path. */
    public static Found onClassPath() {
        return load(loader());
    }

    /** The checks of the class path, and those in the jars of the folder {@code checks} beside a task file. */
    public static Found beside(Path taskFile) {
        Path folder = taskFile.toAbsolutePath().resolveSibling(FOLDER);
        try {
            List<URL> jars = jars(folder);
            // It stays open as long as the checks may be used, which is as long as the process runs.
            return jars.isEmpty() ? onClassPath() : load(new URLClassLoader(jars.toArray(URL[]::new), loader()));
        } catch (IOException | UncheckedIOException e) {
            return new Found.Unusable(folder + " cannot be read: " + e);
        }
    }

    private static ClassLoader loader() {
        return requireNonNull(Check.class.getClassLoader());
    }

    private static List<URL> jars(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().map(Checks::url).toList();
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Found load(ClassLoader loader) {
        List<Check> found = new ArrayList<>();
        try {
            ServiceLoader.load(Check.class, loader).forEach(found::add);
        } catch (ServiceConfigurationError e) {
            return new Found.Unusable(String.valueOf(e.getMessage()));
        }
        Map<String, Check> byName = new TreeMap<>();
        for (Check check : found) {
            Check other = byName.put(check.name(), check);
            if (other != null && !other.getClass().equals(check.getClass())) {
                return new Found.Unusable("both " + other.getClass().getName() + " and " + check.getClass().getName()
                        + " have the name " + check.name());
            }
        }
        return new Found.These(byName);
    }
}
