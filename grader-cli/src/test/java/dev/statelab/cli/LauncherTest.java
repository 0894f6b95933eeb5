package dev.statelab.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void a_missing_jdk_is_one_clear_sentence() throws IOException, InterruptedException {
        String launcher = Files.readString(Path.of("../grader")).replace("needed=25", "needed=99");
        Path copy = Files.writeString(folder.resolve("grader"), launcher);

        Process process = new ProcessBuilder("sh", copy.toString(), "demo").start();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8))
                .startsWith("The grader needs a JDK 99 or newer, and none was found")
                .hasLineCount(1);
        assertThat(process.getInputStream().readAllBytes()).isEmpty();
    }
}
