package dev.statelab.lab.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabFolderTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void a_folder_that_is_in_use_is_refused() {
        try (LabFolder _ = LabFolder.kept(folder)) {
            assertThatExceptionOfType(StateException.class).isThrownBy(() -> LabFolder.kept(folder))
                    .withMessageContaining("in use by another lab cluster (process " + ProcessHandle.current().pid());
        }
        LabFolder.kept(folder).close();
    }

    @Test
    void a_folder_of_another_format_is_refused() throws IOException {
        Files.writeString(folder.resolve("format"), "statelab lab state 7\n");

        assertThatExceptionOfType(StateException.class).isThrownBy(() -> LabFolder.kept(folder))
                .withMessageContaining("its format is \"statelab lab state 7\", this version reads");
    }

    @Test
    void a_folder_with_something_else_in_it_is_refused_and_left_alone() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "precious");

        assertThatExceptionOfType(StateException.class).isThrownBy(() -> LabFolder.kept(folder))
                .withMessageContaining("is not empty");
        assertThat(folder).isDirectoryNotContaining(file -> !file.endsWith("thesis.txt"));
    }

    @Test
    void a_folder_that_is_not_there_is_refused() {
        assertThatExceptionOfType(StateException.class).isThrownBy(() -> LabFolder.kept(folder.resolve("none")))
                .withMessageContaining("none");
    }

    @Test
    void a_secret_stays_the_same() {
        String first;
        try (LabFolder kept = LabFolder.kept(folder)) {
            first = kept.secret("token", () -> "first");
        }

        try (LabFolder kept = LabFolder.kept(folder)) {
            assertThat(kept.secret("token", () -> "second")).isEqualTo(first);
        }
    }

    @Test
    void temporary_folders_that_nobody_uses_any_more_are_deleted() throws IOException {
        TemporaryFolders folders = new TemporaryFolders(folder);
        TemporaryFolders.Locked used = folders.make();
        Path left = Files.createDirectories(folder.resolve("lab-cluster-left"));
        Files.writeString(left.resolve("lock"), "4711\n");
        Files.writeString(left.resolve("data"), "x");
        Path beingMade = Files.createDirectories(folder.resolve("lab-cluster-new"));
        Path neverMade = Files.createDirectories(folder.resolve("lab-cluster-old"));
        Files.setLastModifiedTime(neverMade, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        Path other = Files.createDirectories(folder.resolve("somebody-else"));

        TemporaryFolders.Locked next = folders.make();

        assertThat(folder).isDirectoryNotContaining(file -> file.equals(left) || file.equals(neverMade));
        assertThat(used.folder()).isDirectory();
        assertThat(next.folder()).isDirectory();
        assertThat(beingMade).isDirectory();
        assertThat(other).isDirectory();
        used.lock().close();
        next.lock().close();
    }
}
