package dev.statelab.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.cli.OpenCluster;
import dev.statelab.cli.Screen;
import dev.statelab.cli.TaskFolder;
import dev.statelab.cli.Terminal;
import dev.statelab.core.mutation.RubricMutant;
import dev.statelab.core.task.Criterion;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rubrics that come with the grader can be trusted: what is wrong with a solution costs points, and what is wrong with
 * the rubric is noticed by a case. The profile {@code mutation} tries every mutant.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class RubricsTest {

    private static final TaskFolder TASKS = new TaskFolder(Path.of("..", "tasks"));
    private static final int AT_A_TIME = 8;
    /** Some mistakes change nothing that a later expectation does not say again. */
    private static final int ATTEMPTS = 3;

    static List<String> tasks() {
        return TASKS.names();
    }

    @ParameterizedTest
    @ValueSource(strings = {"task-02", "task-05"})
    void a_mistake_in_any_criterion_is_noticed(String task) throws InterruptedException {
        assertThat(criteriaWithoutNoticedMistake(task)).isEmpty();
    }

    /** Each of its cases takes several times as long. */
    @Test
    @Tag("mutation")
    void a_mistake_in_any_criterion_of_lab_14_is_noticed() throws InterruptedException {
        assertThat(criteriaWithoutNoticedMistake("lab-14")).isEmpty();
    }

    private static Set<String> criteriaWithoutNoticedMistake(String task) throws InterruptedException {
        RubricMutation all = RubricMutation.read(TASKS, task);
        Map<String, List<RubricMutant>> byCriterion = undeclared(all);
        Set<String> unnoticed = all.verification().task().criteria().stream().map(Criterion::id)
                .collect(Collectors.toSet());

        try (OpenCluster cluster = OpenCluster.labForCases()) {
            for (int attempt = 0; attempt < ATTEMPTS && !unnoticed.isEmpty(); attempt++) {
                unnoticed.removeAll(noticed(all, oneOfEach(byCriterion, unnoticed, attempt), cluster));
            }
        }
        return unnoticed;
    }

    /** Mistakes in what criteria expect, by the criterion. */
    private static Map<String, List<RubricMutant>> undeclared(RubricMutation all) {
        return all.mutants().stream()
                .filter(mutant -> mutant.place().endsWith("that") && !all.declarations().contain(mutant.toString()))
                .collect(Collectors.groupingBy(RubricMutant::criterion));
    }

    private static List<RubricMutant> oneOfEach(Map<String, List<RubricMutant>> byCriterion, Set<String> criteria,
            int index) {
        return criteria.stream().map(criterion -> byCriterion.getOrDefault(criterion, List.of()))
                .filter(mutants -> mutants.size() > index).map(mutants -> mutants.get(index)).toList();
    }

    /** The criteria whose mistakes are noticed. */
    private static Set<String> noticed(RubricMutation all, List<RubricMutant> mutants, OpenCluster cluster)
            throws InterruptedException {
        Screen nowhere = new Screen(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()), false,
                false, true, 80);
        RubricMutation some = new RubricMutation(all.verification(), mutants, all.declarations());
        try (Counting counting = new Counting(nowhere, some.size(), "mutants")) {
            return some.judge(cluster, new Parallel(AT_A_TIME), counting).stream()
                    .filter(judged -> judged.verdict() instanceof Verdict.Noticed)
                    .map(judged -> judged.parts().get("criterion")).collect(Collectors.toSet());
        }
    }

    @ParameterizedTest
    @MethodSource("tasks")
    @Tag("mutation")
    void every_mistake_in_a_rubric_is_noticed_or_declared(String task) {
        Terminal terminal = new Terminal();

        int exitCode = terminal.run("mutate", task, "--rubric");

        assertThat(exitCode).describedAs(terminal.out() + terminal.err()).isZero();
    }

    @ParameterizedTest
    @MethodSource("tasks")
    @Tag("mutation")
    void every_mutant_of_a_reference_solution_loses_points_or_is_declared(String task) {
        Terminal terminal = new Terminal();

        int exitCode = terminal.run("mutate", task);

        assertThat(exitCode).describedAs(terminal.out() + terminal.err()).isZero();
    }
}
