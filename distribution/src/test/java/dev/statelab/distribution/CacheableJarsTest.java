package dev.statelab.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CacheableJarsTest {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:06Z");

    @TempDir
    private Path folder = Path.of("");

    private static Path jarOf(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (CacheableJars jars = CacheableJars.of(from)) {
            jars.copy(from, to);
        }
    }

    private static int oldestClass(Path jar) throws IOException {
        int oldest = Integer.MAX_VALUE;
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().filter(each -> each.getName().endsWith(".class")).toList()) {
                try (InputStream content = zip.getInputStream(entry)) {
                    byte[] start = content.readNBytes(8);
                    oldest = Math.min(oldest, (start[6] & 0xff) << 8 | (start[7] & 0xff));
                }
            }
        }
        return oldest;
    }

    /** Each class is verified when it is initialised; without right stack maps that fails. */
    @Test
    void classes_of_java_5_are_renewed_and_still_hold() throws Exception {
        Path old = jarOf(CommandLine.class);
        Path renewed = folder.resolve("renewed.jar");

        copy(old, renewed);

        assertThat(oldestClass(old)).isEqualTo(49);
        assertThat(oldestClass(renewed)).isGreaterThanOrEqualTo(52);
        try (ZipFile zip = new ZipFile(renewed.toFile());
                URLClassLoader alone = new URLClassLoader(new URL[]{renewed.toUri().toURL()},
                        ClassLoader.getPlatformClassLoader())) {
            List<String> names = zip.stream().map(ZipEntry::getName)
                    .filter(name -> name.startsWith("picocli/CommandLine") && name.endsWith(".class"))
                    .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.')).toList();
            assertThat(names).hasSizeGreaterThan(100);
            for (String name : names) {
                assertThat(Class.forName(name, true, alone).getClassLoader()).isSameAs(alone);
            }
        }
    }

    @Test
    void a_jar_without_old_classes_stays_as_it_is() throws Exception {
        Path jar = jarOf(org.apache.commons.compress.archivers.tar.TarArchiveEntry.class);
        Path copy = folder.resolve("copy.jar");

        copy(jar, copy);

        assertThat(Files.mismatch(jar, copy)).isEqualTo(-1);
    }

    @Test
    void of_a_folder_only_those_are_renewed_that_have_to_be() throws Exception {
        Path lib = Files.createDirectory(folder.resolve("lib"));
        Path old = Files.copy(jarOf(CommandLine.class), lib.resolve("old.jar"));
        Path current = Files.copy(jarOf(org.apache.commons.compress.archivers.tar.TarArchiveEntry.class),
                lib.resolve("current.jar"));
        Files.setLastModifiedTime(current, FileTime.from(TIME));

        CacheableJars.main(lib.toString());

        assertThat(oldestClass(old)).isEqualTo(ClassFile.JAVA_8_VERSION);
        assertThat(Files.getLastModifiedTime(current)).isEqualTo(FileTime.from(TIME));
        assertThat(lib).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void of_a_folder_the_jars_are_copied_and_what_the_grader_keeps_beside_them_is_not() throws Exception {
        Path lib = Files.createDirectory(folder.resolve("lib"));
        Path _ = Files.copy(jarOf(CommandLine.class), lib.resolve("old.jar"));
        Files.writeString(lib.resolve("helm.aot"), "no jar");
        Path copies = Files.createDirectory(folder.resolve("copies"));

        try (CacheableJars jars = CacheableJars.of(lib)) {
            jars.copyAll(lib, copies);
        }

        assertThat(copies).isDirectoryContaining("glob:**old.jar").isDirectoryNotContaining("glob:**.aot");
        assertThat(oldestClass(copies.resolve("old.jar"))).isEqualTo(ClassFile.JAVA_8_VERSION);
    }

    @Test
    void a_renewed_jar_is_the_same_each_time() throws Exception {
        Path first = folder.resolve("first.jar");
        Path second = folder.resolve("second.jar");

        copy(jarOf(CommandLine.class), first);
        copy(jarOf(CommandLine.class), second);

        assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    }
}
