package dev.statelab.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsSessionsTest {

    private static final Path OPTIONS = Path.of("src/main/package/app/jvm.options");

    /** To agree on a session is what takes time at the start of a connection. */
    @Test
    void every_connection_to_a_lab_cluster_resumes_the_first_ones(@TempDir Path folder) throws Exception {
        Process program = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + OPTIONS, "-cp", System.getProperty("java.class.path"), Connections.class.getName(),
                folder.resolve("kubeconfig").toString()).redirectErrorStream(true).start();
        String printed = new String(program.getInputStream().readAllBytes(), UTF_8);

        assertThat(printed.strip()).isEqualTo("1");
        assertThat(program.waitFor()).isZero();
    }
}
