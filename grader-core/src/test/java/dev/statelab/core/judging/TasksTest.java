package dev.statelab.core.judging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.result.Evaluation;
import dev.statelab.core.task.Task;
import dev.statelab.core.task.TaskReader;
import dev.statelab.core.task.TaskReading;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TasksTest {

    private static Task task(String name) {
        return switch (TaskReader.read(Path.of("../tasks", name, "task.yaml"))) {
            case TaskReading.ReadTask(Task task) -> task;
            case TaskReading.Faulty(var mistakes) -> throw new AssertionError(mistakes.toString());
        };
    }

    private static Evaluation evaluate(String task, FakeCluster cluster) {
        return Evaluator.evaluate(task(task), cluster, "lab", cluster.options());
    }

    @Test
    void a_solved_task_05_scores_100() {
        FakeCluster cluster = new FakeCluster(States.solvedTask05()).answering(Applications.counter());

        Evaluation evaluation = evaluate("task-05", cluster);

        assertThat(evaluation.score()).describedAs("%s", evaluation).hasValue(100);
    }

    @Test
    void an_empty_namespace_scores_0() {
        FakeCluster cluster = new FakeCluster(States.empty());

        Evaluation evaluation = evaluate("task-02", cluster);

        assertThat(evaluation.score()).describedAs("%s", evaluation).hasValue(0);
    }
}
