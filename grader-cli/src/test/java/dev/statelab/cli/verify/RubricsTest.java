package dev.statelab.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.cli.OpenCluster;
import dev.statelab.cli.Screen;
import dev.statelab.cli.TaskFolder;
import dev.statelab.cli.Terminal;
import dev.statelab.core.mutation.RubricMutant;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
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

    static List<String> tasks() {
        return TASKS.names();
    }

    @ParameterizedTest
    @ValueSource(strings = {"task-02", "task-05"})
    void a_mistake_in_any_criterion_is_noticed(String task) throws InterruptedException {
        RubricMutation all = RubricMutation.read(TASKS, task);
        RubricMutation oneInEach = new RubricMutation(all.verification(), oneInEach(all), all.declarations());
        Screen nowhere = new Screen(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()), false,
                false, true, 80);

        List<Judged> judged;
        try (OpenCluster cluster = OpenCluster.labForCases();
                Counting counting = new Counting(nowhere, oneInEach.size(), "mutants")) {
            judged = oneInEach.judge(cluster, new Parallel(AT_A_TIME), counting);
        }

        assertThat(judged).hasSameSizeAs(all.verification().task().criteria())
                .allSatisfy(each -> assertThat(each.verdict()).isInstanceOf(Verdict.Noticed.class));
    }

    private static List<RubricMutant> oneInEach(RubricMutation all) {
        return all.mutants().stream()
                .filter(mutant -> mutant.place().endsWith("that") && !all.declarations().contain(mutant.toString()))
                .collect(Collectors.groupingBy(RubricMutant::criterion)).values().stream().map(List::getFirst).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"task-02", "task-05"})
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
