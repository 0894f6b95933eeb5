package dev.statelab.lab.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.lab.LabCluster;
import dev.statelab.lab.LabOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kubeconfig is one that kubectl understands, and kubectl sees nothing of this machine's own configuration. */
class KubectlTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void config_view_shows_the_lab_alone() {
        try (LabCluster cluster = LabCluster.start(LabOptions.defaults())) {
            String shown = Kubectl.on(cluster, folder).line("config view").success();

            assertThat(shown).contains("server: " + cluster.url(), "current-context: lab", "token: REDACTED");
            assertThat(folder).isNotEmptyDirectory();
        }
    }
}
