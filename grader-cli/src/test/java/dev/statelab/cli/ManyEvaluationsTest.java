package dev.statelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A grade is the same each time. How many times: {@code -Dstatelab.evaluations=100}, the profile {@code soak}. */
class ManyEvaluationsTest {

    private static final int EVALUATIONS = Integer.getInteger("statelab.evaluations", 3);
    private static final int AT_A_TIME = 2;

    private record Graded(int exitCode, Terminal terminal) {}

    private static Graded evaluate(String task) {
        Terminal terminal = new Terminal();
        int exitCode = terminal.run("evaluate", task, "--lab", "--apply", "../reference-solutions/" + task);
        return new Graded(exitCode, terminal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"task-02", "task-05"})
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void the_reference_solution_scores_100_every_time(String task) throws InterruptedException, ExecutionException {
        List<Future<Graded>> evaluations = new ArrayList<>();

        try (ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME)) {
            for (int i = 0; i < EVALUATIONS; i++) {
                evaluations.add(threads.submit(() -> evaluate(task)));
            }
        }

        for (Future<Graded> evaluation : evaluations) {
            Terminal terminal = evaluation.get().terminal();
            assertThat(terminal.out())
                    .describedAs("%s%n%s", terminal.err(), terminal.out())
                    .contains("100 of 100");
            assertThat(evaluation.get().exitCode()).isZero();
        }
    }
}
