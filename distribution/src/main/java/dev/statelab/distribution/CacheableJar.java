package dev.statelab.distribution;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A library as the JVM can keep it in a start-up cache. Classes that were compiled for Java 5 or older, all of picocli's
 * among them, are left out of a cache, because they lack the stack maps of later class files: these get them, and nothing
 * else about them changes.
 */
final class CacheableJar {

    /** Class files of Java 6 are the first that may be cached, those of Java 8 the first that need their stack maps. */
    private static final int FIRST_CACHEABLE = ClassFile.JAVA_6_VERSION;
    private static final int WRITTEN = ClassFile.JAVA_8_VERSION;
    private static final int MAJOR_VERSION = 6;

    private final ZipFile jar;
    private final ClassFile classes;

    private CacheableJar(ZipFile jar) {
        this.jar = jar;
        this.classes = ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS,
                ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(type -> resource(
                        type.descriptorString()))));
    }

    /** @param folder with jars, each of which is renewed where it is, if it has to be */
    static void main(String... folder) throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of(folder[0]), "*.jar")) {
            for (Path jar : jars) {
                Path renewed = jar.resolveSibling(jar.getFileName() + ".part");
                if (renew(jar, renewed)) {
                    Path _ = Files.move(renewed, jar, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /**
     * Copies jars, and nothing else.
     *
     * @param from a folder
     * @param to another one
     */
    static void copyAll(Path from, Path to) throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(from, "*.jar")) {
            for (Path jar : jars) {
                copy(jar, to.resolve(jar.getFileName()));
            }
        }
    }

    static void copy(Path from, Path to) throws IOException {
        if (!renew(from, to)) {
            Path _ = Files.copy(from, to);
        }
    }

    /** Writes nothing, and is false, for a jar that is fine as it is. */
    private static boolean renew(Path from, Path to) throws IOException {
        try (ZipFile jar = new ZipFile(from.toFile())) {
            if (jar.stream().noneMatch(entry -> isOld(jar, entry))) {
                return false;
            }
            try (OutputStream file = Files.newOutputStream(to); ZipOutputStream out = new ZipOutputStream(file)) {
                new CacheableJar(jar).write(out);
            }
            return true;
        }
    }

    private void write(ZipOutputStream out) throws IOException {
        for (ZipEntry entry : Collections.list(jar.entries())) {
            ZipEntry copy = new ZipEntry(entry.getName());
            copy.setTimeLocal(entry.getTimeLocal());
            out.putNextEntry(copy);
            out.write(isOld(jar, entry) ? renewed(content(jar, entry)) : content(jar, entry));
            out.closeEntry();
        }
    }

    private byte[] renewed(byte[] old) {
        ClassTransform code = ClassTransform.transformingMethodBodies((builder, element) -> builder.with(element));
        return classes.transformClass(classes.parse(old),
                ClassTransform.endHandler(builder -> builder.withVersion(WRITTEN, 0)).andThen(code));
    }

    private static boolean isOld(ZipFile jar, ZipEntry entry) {
        if (!entry.getName().endsWith(".class")) {
            return false;
        }
        byte[] start = content(jar, entry, MAJOR_VERSION + 2);
        return ((start[MAJOR_VERSION] & 0xff) << 8 | (start[MAJOR_VERSION + 1] & 0xff)) < FIRST_CACHEABLE;
    }

    private InputStream resource(String descriptor) {
        String file = descriptor.substring(1, descriptor.length() - 1) + ".class";
        ZipEntry entry = jar.getEntry(file);
        return entry == null
                ? Objects.requireNonNullElseGet(ClassLoader.getSystemResourceAsStream(file),
                        InputStream::nullInputStream)
                : new ByteArrayInputStream(content(jar, entry));
    }

    private static byte[] content(ZipFile jar, ZipEntry entry) {
        return content(jar, entry, Integer.MAX_VALUE);
    }

    private static byte[] content(ZipFile jar, ZipEntry entry, int most) {
        try (InputStream content = jar.getInputStream(entry)) {
            return content.readNBytes(most);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
