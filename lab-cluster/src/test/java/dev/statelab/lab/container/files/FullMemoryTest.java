package dev.statelab.lab.container.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.statelab.lab.container.UserIds;
import dev.statelab.lab.container.Volume;
import dev.statelab.lab.state.LabFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FullMemoryTest {

    private static final int CAPACITY = 64 << 10;

    @Test
    void it_is_told_as_linux_tells_of_a_full_disk_until_something_is_deleted() throws IOException {
        try (LabFolder folder = LabFolder.temporary(CAPACITY)) {
            Volume root = new Volume(folder.disk());
            Path large = new ContainerFileSystem(
                    new Mounts(List.of(Mounts.Mount.of("/", root, root.folder(), false)), Map.of()), UserIds.ROOT)
                    .getPath("/large");

            Files.write(large, new byte[CAPACITY / 2]);
            assertThatThrownBy(() -> Files.write(large, new byte[2 * CAPACITY])).isInstanceOf(IOException.class)
                    .hasMessage("No space left on device");
            Files.delete(large);
            Files.write(large, new byte[CAPACITY / 2]);

            assertThat(large).hasSize(CAPACITY / 2);
        }
    }
}
