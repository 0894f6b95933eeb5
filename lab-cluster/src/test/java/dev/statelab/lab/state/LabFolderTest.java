package dev.statelab.lab.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void a_temporary_folder_holds_no_more_than_it_may() throws IOException {
        try (LabFolder folder = LabFolder.temporary(64 << 10)) {
            Files.write(folder.disk().resolve("half"), new byte[32 << 10]);

            assertThatIOException().isThrownBy(() -> Files.write(folder.pods().resolve("more"), new byte[33 << 10]));
        }
    }

    @Test
    void nothing_of_a_temporary_folder_is_left() throws IOException {
        Path file;
        try (LabFolder folder = LabFolder.temporary(64 << 10)) {
            file = Files.writeString(folder.disk().resolve("data"), "x");
        }

        assertThat(file.getFileSystem().isOpen()).isFalse();
    }
}
