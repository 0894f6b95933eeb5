package dev.statelab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.judging.EvaluationOptions;
import dev.statelab.core.judging.Evaluator;
import dev.statelab.core.judging.Progress;
import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Outcome;
import dev.statelab.core.task.Task;
import dev.statelab.core.task.TaskReader;
import dev.statelab.core.task.TaskReading.ReadTask;
import dev.statelab.kube.apply.ApplyReport;
import dev.statelab.kube.apply.ManifestReading.Complete;
import dev.statelab.kube.apply.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A solution gets the same outcome on every cluster: the reference solutions, and one for each mistake. */
@OnCluster
class GradingTest {

    @TempDir
    private Path folder = Path.of("");

    static Stream<Case> cases() {
        return Stream.of("task-02", "task-05").flatMap(Case::of);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void a_case_gets_its_outcome(Case solution, Namespace namespace) throws IOException, InterruptedException {
        apply(solution.objects(), namespace);

        Evaluation evaluation = Evaluator.evaluate(task(solution), namespace.cluster().grader(), namespace.name(),
                EvaluationOptions.live(Progress.NONE));

        assertThat(outcomes(evaluation)).describedAs("%s", evaluation).isEqualTo(solution.outcomes());
    }

    private void apply(List<ObjectNode> objects, Namespace namespace) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("solution.yaml"),
                String.join("\n---\n", objects.stream().map(ObjectNode::toString).toList()));
        Complete read = (Complete) Manifests.read(file, namespace.name());
        ApplyReport report = namespace.cluster().grader().applier().apply(read.manifests(), namespace.name());
        assertThat(report.isComplete()).describedAs("%s", report).isTrue();
    }

    private static Task task(Case solution) {
        return ((ReadTask) TaskReader.read(Path.of("../tasks", solution.task(), "task.yaml"))).task();
    }

    private static Map<String, String> outcomes(Evaluation evaluation) {
        Map<String, String> outcomes = new LinkedHashMap<>();
        for (CriterionResult result : evaluation.criteria()) {
            outcomes.put(result.id(), switch (result.outcome()) {
                case Outcome.Passed() -> "passed";
                case Outcome.Failed(_) -> "failed";
                case Outcome.Partial(_) -> result.points() + " of " + result.maxPoints() + " points";
                case Outcome.Blocked(String by) -> "blocked by " + by;
                case Outcome.Inconclusive(var cause) -> "inconclusive: " + cause.message();
            });
        }
        return outcomes;
    }
}
