package dev.statelab.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statelab.cli.GraderProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The class of 30 in {@code examples}: good, broken, hostile, unreachable, empty; graded by the real process. */
class ExampleClassTest {

    private static final Path EXAMPLES = Path.of("../examples");
    private static final int KILLS = 5;
    private static final int INCOMPLETE = 3;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder = Path.of("");

    private GraderProcess batch(Path results) {
        return GraderProcess.start(folder, "batch", "task-02", "--roster", EXAMPLES.resolve("class.csv").toString(),
                "--results", results.toString(), "--retry", "0", "--resume");
    }

    private void toTheEnd(Path results) throws InterruptedException {
        try (GraderProcess grader = batch(results)) {
            assertThat(grader.out().lines()).isNotEmpty();
            assertThat(grader.exitCode()).isEqualTo(INCOMPLETE);
        }
    }

    /** As {@code expected.csv} has it. */
    private static List<String> outcomes(Path results) throws IOException {
        List<String> lines = new ArrayList<>(List.of("student_id,status,score,reason"));
        for (JsonNode student : JSON.readTree(results.resolve("batch.json").toFile()).path("students")) {
            JsonNode result = JSON.readTree(
                    results.resolve("students").resolve(student.path("file").asText()).toFile());
            lines.add(String.join(",", student.path("id").asText(), result.path("outcome").asText(),
                    result.path("trouble").isMissingNode() ? result.at("/evaluation/score").asText() : "",
                    result.at("/trouble/kind").asText()));
        }
        return lines;
    }

    @Test
    @Timeout(600)
    void it_ends_as_expected_also_when_it_is_killed_five_times() throws IOException, InterruptedException {
        Path undisturbed = folder.resolve("undisturbed");
        Path killed = folder.resolve("killed");
        Random random = new Random(20261121);

        toTheEnd(undisturbed);
        for (int kill = 0; kill < KILLS; kill++) {
            try (GraderProcess grader = batch(killed)) {
                long _ = grader.err().lines().filter(line -> line.startsWith("[")).limit(1 + random.nextInt(5)).count();
            }
        }
        toTheEnd(killed);

        assertThat(outcomes(undisturbed)).isEqualTo(Files.readAllLines(EXAMPLES.resolve("expected.csv")));
        assertThat(outcomes(killed)).isEqualTo(outcomes(undisturbed));
        for (String file : List.of("gradebook.csv", "summary.json", "batch.json")) {
            assertThat(killed.resolve(file)).hasSameBinaryContentAs(undisturbed.resolve(file));
        }
        assertThat(finishedIn(killed)).doesNotHaveDuplicates();
    }

    /** Nobody is graded twice; who was killed between file and line has no line. */
    private static List<String> finishedIn(Path results) throws IOException {
        List<String> students = new ArrayList<>();
        for (String line : Files.readAllLines(results.resolve("journal.jsonl"))) {
            JsonNode json = JSON.readTree(line);
            if (json.path("event").asText().equals("finished")) {
                students.add(json.path("student").asText());
            }
        }
        return students;
    }
}
