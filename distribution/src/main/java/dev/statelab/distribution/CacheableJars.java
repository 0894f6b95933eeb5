package dev.statelab.distribution;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Jars as the JVM can keep them in a start-up cache. Classes that were compiled for Java 5 or older, all of picocli's among
 * them, are left out of a cache, because they lack the stack maps of later class files: these get them, and nothing else about
 * them changes. Of later ones, those change that a cache does not hold all of: see {@link PlainCode}.
 */
final class CacheableJars implements AutoCloseable {

    /** Class files of Java 6 are the first that may be cached, those of Java 8 the first that need their stack maps. */
    private static final int FIRST_CACHEABLE = ClassFile.JAVA_6_VERSION;
    private static final int WRITTEN = ClassFile.JAVA_8_VERSION;
    private static final int MAJOR_VERSION = 6;
    private static final String LINKED_AT_RUN_TIME = "java/lang/runtime/";

    private final List<Path> jars;
    private final URLClassLoader loader;
    private final ClassFile classes;

    private CacheableJars(List<Path> jars, URLClassLoader loader) {
        this.jars = List.copyOf(jars);
        this.loader = loader;
        this.classes = ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS,
                ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(loader)));
    }

    /**
     * @param places jars, and folders of which only the jars count; together they have all types that are used in them, but
     *        Java's own
     */
    static CacheableJars of(Path... places) throws IOException {
        List<Path> jars = new ArrayList<>();
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                try (DirectoryStream<Path> folder = Files.newDirectoryStream(place, "*.jar")) {
                    folder.forEach(jars::add);
                }
            } else {
                jars.add(place);
            }
        }
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            urls.add(jar.toUri().toURL());
        }
        return new CacheableJars(jars,
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader()));
    }

    /** @param places as of {@link #of}; each jar is renewed where it is, if it has to be */
    static void main(String... places) throws IOException {
        List<Path> renewed = new ArrayList<>();
        try (CacheableJars all = of(Arrays.stream(places).map(Path::of).toArray(Path[]::new))) {
            for (Path jar : all.jars) {
                if (all.renew(jar, part(jar))) {
                    renewed.add(jar);
                }
            }
        }
        for (Path jar : renewed) {
            Path _ = Files.move(part(jar), jar, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Path part(Path jar) {
        return jar.resolveSibling(jar.getFileName() + ".part");
    }

    /** Copies those of a folder. */
    void copyAll(Path from, Path to) throws IOException {
        for (Path jar : jars) {
            if (from.equals(jar.getParent())) {
                copy(jar, to.resolve(jar.getFileName()));
            }
        }
    }

    void copy(Path from, Path to) throws IOException {
        if (!renew(from, to)) {
            Path _ = Files.copy(from, to);
        }
    }

    /** Writes nothing, and is false, for a jar that is fine as it is. */
    private boolean renew(Path from, Path to) throws IOException {
        try (ZipFile jar = new ZipFile(from.toFile())) {
            if (!hasToBeRenewed(jar)) {
                return false;
            }
            try (OutputStream file = Files.newOutputStream(to); ZipOutputStream out = new ZipOutputStream(file)) {
                for (ZipEntry entry : Collections.list(jar.entries())) {
                    ZipEntry copy = new ZipEntry(entry.getName());
                    copy.setTimeLocal(entry.getTimeLocal());
                    out.putNextEntry(copy);
                    out.write(renewed(entry, content(jar, entry)));
                    out.closeEntry();
                }
            }
            return true;
        }
    }

    private static boolean hasToBeRenewed(ZipFile jar) throws IOException {
        for (ZipEntry entry : Collections.list(jar.entries())) {
            byte[] content = content(jar, entry);
            if (isOld(entry, content) || isLinkedAtRunTime(entry, content)) {
                return true;
            }
        }
        return false;
    }

    private byte[] renewed(ZipEntry entry, byte[] content) {
        if (isOld(entry, content)) {
            ClassTransform code = ClassTransform.transformingMethodBodies((builder, element) -> builder.with(element));
            return classes.transformClass(classes.parse(content),
                    ClassTransform.endHandler(builder -> builder.withVersion(WRITTEN, 0)).andThen(code));
        }
        if (isLinkedAtRunTime(entry, content)) {
            ClassModel type = classes.parse(content);
            return classes.transformClass(type, PlainCode.of(type));
        }
        return content;
    }

    private static boolean isOld(ZipEntry entry, byte[] content) {
        return isClass(entry)
                && ((content[MAJOR_VERSION] & 0xff) << 8 | (content[MAJOR_VERSION + 1] & 0xff)) < FIRST_CACHEABLE;
    }

    private static boolean isLinkedAtRunTime(ZipEntry entry, byte[] content) {
        return isClass(entry) && new String(content, ISO_8859_1).contains(LINKED_AT_RUN_TIME);
    }

    private static boolean isClass(ZipEntry entry) {
        return entry.getName().endsWith(".class");
    }

    private static byte[] content(ZipFile jar, ZipEntry entry) throws IOException {
        try (InputStream content = jar.getInputStream(entry)) {
            return content.readAllBytes();
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
