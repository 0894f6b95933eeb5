package dev.statelab.core;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Optional;

/** The jars and folders that this process has its classes from. */
public final class ClassPath {

    private ClassPath() {}

    /**
     * The one that has a class. A class of a start-up cache does not know it where the cache was made elsewhere: its code source
     * has no location then.
     */
    public static Path having(Class<?> type) {
        return having(type.getName().replace('.', '/') + ".class").orElseThrow();
    }

    /**
     * The first one that has a file. Those behind it are not opened, as a {@link java.util.ServiceLoader} opens all of them, even
     * for the first of its services.
     *
     * @param name with its packages, such as {@code META-INF/MANIFEST.MF}
     */
    public static Optional<Path> having(String name) {
        return Optional.ofNullable(ClassPath.class.getClassLoader().getResource(name)).map(url -> place(url, name));
    }

    private static Path place(URL found, String name) {
        String text = found.toString();
        try {
            return found.openConnection() instanceof JarURLConnection packed
                    ? Path.of(packed.getJarFileURL().toURI())
                    : Path.of(URI.create(text.substring(0, text.length() - name.length())));
        } catch (IOException | URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
