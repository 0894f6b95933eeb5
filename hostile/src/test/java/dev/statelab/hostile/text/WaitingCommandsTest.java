package dev.statelab.hostile.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.hostile.grader.GraderRun;
import dev.statelab.hostile.table.Attack;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hostile text in the commands that wait for their user. */
@Attack("Hostile text")
class WaitingCommandsTest {

    @TempDir
    private Path folder = Path.of("");

    private List<String> home() {
        return List.of("-Dstatelab.home=" + folder.resolve("home"));
    }

    @Test
    void what_is_handed_in_is_shown_inert_before_and_after() throws Exception {
        try (Scene scene = new Scene(folder, "http://127.0.0.1:1/")) {
            GraderRun submitted = GraderRun.inProcess(home(), Map.of("HOME", folder.toString()), "submit", "probe",
                    "--kubeconfig", scene.path("kubeconfig-0"), "--yes", "--student", "eve\u001b]0;owned\u0007\u202e",
                    "--output", scene.path("handed-in.json"));
            GraderRun verified = scene.grader("submission", "verify", scene.path("handed-in.json"));

            assertThat(submitted.exitCode()).as(submitted.printed()).isLessThanOrEqualTo(2);
            assertThat(HostileText.livesIn(submitted.printed())).as(submitted.printed()).isEmpty();
            assertThat(HostileText.livesIn(verified.printed())).as(verified.printed()).isEmpty();
            if (Files.exists(Path.of(scene.path("handed-in.json")))) {
                assertThat(HostileText.livesIn(Files.readString(Path.of(scene.path("handed-in.json"))))).isEmpty();
            }
        }
    }

    @Test
    void what_is_watched_is_shown_inert() throws Exception {
        try (Scene scene = new Scene(folder, "http://127.0.0.1:1/")) {
            Process watch = new ProcessBuilder(
                    GraderRun.command(home(), "watch", "probe", "--kubeconfig", scene.path("kubeconfig-0"))).start();
            try (BufferedReader out = watch.inputReader(UTF_8)) {
                String printed = untilHostile(out);
                watch.destroy();
                assertThat(watch.waitFor(30, TimeUnit.SECONDS)).isTrue();

                assertThat(printed).contains("<script>");
                assertThat(HostileText.livesIn(printed)).as(printed).isEmpty();
            } finally {
                watch.destroyForcibly();
            }
        }
    }

    /** All lines until the first one with something of it. */
    private static String untilHostile(BufferedReader out) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.append(line).append('\n');
            if (line.contains("<script>")) {
                break;
            }
        }
        return lines.toString();
    }
}
