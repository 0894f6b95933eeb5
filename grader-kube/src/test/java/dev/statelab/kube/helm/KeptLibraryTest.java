package dev.statelab.kube.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.jni.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeptLibraryTest {

    private static final NativeLibrary PACKED = KeptLibrary.ofThisMachine().orElseThrow();

    @TempDir
    private Path caches;

    @Test
    void is_unpacked_once_and_again_when_it_is_damaged() throws IOException {
        Path folder = caches.resolve("deep/statelab");
        Path file = new KeptLibrary(PACKED, folder).file();
        long size = Files.size(file);
        FileTime longAgo = FileTime.fromMillis(1_000);
        Files.setLastModifiedTime(file, longAgo);

        assertThat(new KeptLibrary(PACKED, folder).file()).isEqualTo(file);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(longAgo);
        assertThat(Files.getPosixFilePermissions(folder)).isEqualTo(PosixFilePermissions.fromString("rwx------"));

        Files.writeString(file, "torn off");
        assertThat(new KeptLibrary(PACKED, folder).file()).hasSize(size);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void is_not_loaded_from_where_others_may_write() throws IOException {
        Files.setPosixFilePermissions(caches, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> new KeptLibrary(PACKED, caches).file()).isInstanceOf(IOException.class)
                .hasMessageContaining("others may write");
        assertThat(caches).isEmptyDirectory();
    }
}
