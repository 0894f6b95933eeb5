package dev.statelab.cli.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.statelab.cli.home.PrivateFolder;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.ClusterIdentity;
import dev.statelab.core.result.Credit;
import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Evaluation.GradedTask;
import dev.statelab.core.result.Finding;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.result.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Outcome PASSED = new Outcome.Passed();
    private static final Outcome FAILED = new Outcome.Failed(new Finding("a", "b", ""));
    private static final Outcome UNKNOWN = new Outcome.Inconclusive(new Cause(Cause.Reason.TIMED_OUT, "too slow"));

    @TempDir
    private Path home = Path.of("");

    private History history() {
        return new History(PrivateFolder.ofUser(Map.of("HOME", home.toString())));
    }

    private static Evaluation evaluation(Instant at, String version, String namespace, Outcome persistence,
            Outcome service) {
        return new Evaluation("e" + at.getEpochSecond(), new GradedTask("task-02", "Key-value", version, 30, 30, 0),
                namespace, at, ClusterIdentity.UNREAD, List.of(),
                List.of(result("data-persistence", "Data persistence", 20, persistence),
                        result("headless-service", "Headless service", 10, service)),
                List.of(), List.of(), List.of(), new Timing(Duration.ofSeconds(1), List.of()));
    }

    private static CriterionResult result(String id, String title, int points, Outcome outcome) {
        return new CriterionResult(id, title, outcome.equals(PASSED) ? points : 0, points, Credit.REGULAR, outcome,
                List.of(), 5);
    }

    private List<String> changes(Evaluation now) throws IOException {
        return history().last("task-02", now.namespace()).map(past -> Changes.between(past, now).lines(now,
                ZoneOffset.UTC, true)).orElse(List.of());
    }

    @Test
    void what_was_gained_and_lost_is_told() throws IOException {
        history().keep(evaluation(NOON, "1", "a", FAILED, PASSED));

        List<String> told = changes(evaluation(NOON.plusSeconds(60), "1", "a", PASSED, FAILED));

        assertThat(told).containsExactly("since 2026-11-20 12:00 (10 of 30):", "+20 Data persistence",
                "−10 Headless service");
    }

    @Test
    void no_change_is_told_too() throws IOException {
        history().keep(evaluation(NOON, "1", "a", FAILED, PASSED));

        assertThat(changes(evaluation(NOON.plusSeconds(60), "1", "a", FAILED, PASSED)))
                .containsExactly("since 2026-11-20 12:00 (10 of 30): no change");
    }

    @Test
    void what_could_not_be_found_out_is_neither_lost_nor_compared_with_later() throws IOException {
        history().keep(evaluation(NOON, "1", "a", FAILED, PASSED));
        Evaluation incomplete = evaluation(NOON.plusSeconds(60), "1", "a", PASSED, UNKNOWN);

        assertThat(changes(incomplete)).containsExactly("since 2026-11-20 12:00 (10 of 30):", "+20 Data persistence");

        history().keep(incomplete);
        assertThat(changes(evaluation(NOON.plusSeconds(120), "1", "a", PASSED, PASSED)))
                .containsExactly("since 2026-11-20 12:00 (10 of 30):", "+20 Data persistence");
    }

    @Test
    void another_namespace_or_version_is_not_compared() throws IOException {
        history().keep(evaluation(NOON, "1", "a", FAILED, PASSED));

        assertThat(changes(evaluation(NOON, "1", "b", PASSED, PASSED))).isEmpty();
        assertThat(changes(evaluation(NOON, "2", "a", PASSED, PASSED))).singleElement().asString()
                .endsWith("the task has changed, so the points are not compared");
    }

    @Test
    void only_the_last_twenty_are_kept_and_nobody_else_can_read_them() throws IOException {
        for (int i = 0; i < History.KEPT + 3; i++) {
            history().keep(evaluation(NOON.plusSeconds(i), "1", "a", FAILED, PASSED));
        }

        List<Path> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(home.resolve(".statelab"))) {
            files.forEach(all::add);
        }
        assertThat(all).filteredOn(Files::isRegularFile).hasSize(History.KEPT)
                .noneMatch(file -> file.getFileName().toString().startsWith("20261120-120002."))
                .anyMatch(file -> file.getFileName().toString().startsWith("20261120-120003."));
        for (Path file : all) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------");
        }
    }

    @Test
    void a_damaged_one_counts_as_none() throws IOException {
        history().keep(evaluation(NOON, "1", "a", FAILED, PASSED));
        Path folder = home.resolve(".statelab/evaluations/task-02");
        Files.writeString(folder.resolve("20261121-000000.000000-x.json"), "{\"schema\": \"statelab");
        Files.writeString(folder.resolve("20261121-000001.000000-x.json"), "");
        Files.writeString(folder.resolve("20261121-000002.000000-x.json"), "[]");

        assertThat(changes(evaluation(NOON.plusSeconds(60), "1", "a", PASSED, PASSED))).hasSize(2);
    }

    @Test
    void a_folder_that_cannot_be_made_is_said() throws IOException {
        Files.writeString(home.resolve(".statelab"), "a file");

        assertThatThrownBy(() -> history().keep(evaluation(NOON, "1", "a", FAILED, PASSED)))
                .isInstanceOf(IOException.class);
    }
}
