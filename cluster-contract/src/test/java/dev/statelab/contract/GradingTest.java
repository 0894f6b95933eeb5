package dev.statelab.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.statelab.core.cases.Case;
import dev.statelab.core.cases.CaseReader;
import dev.statelab.core.cases.CaseReading.ReadCases;
import dev.statelab.core.cases.CaseSolution.Changed;
import dev.statelab.core.cases.CaseSolution.Nothing;
import dev.statelab.core.cases.CaseSolution.Target;
import dev.statelab.core.cases.CaseSolution.Whole;
import dev.statelab.core.cases.Changes;
import dev.statelab.core.cases.Changes.Made;
import dev.statelab.core.cases.Difference;
import dev.statelab.core.cases.Rehoming;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.judging.EvaluationOptions;
import dev.statelab.core.judging.Evaluator;
import dev.statelab.core.judging.Progress;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.task.Task;
import dev.statelab.core.task.TaskReader;
import dev.statelab.core.task.TaskReading.ReadTask;
import dev.statelab.kube.apply.ApplyOutcome.Applied;
import dev.statelab.kube.apply.ApplyReport;
import dev.statelab.kube.apply.Manifest;
import dev.statelab.kube.apply.ManifestReading.Complete;
import dev.statelab.kube.apply.Manifests;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A solution gets the same outcome on every cluster: the reference solutions, and the cases of each task. */
@OnCluster
class GradingTest {

    private static final Path HOME = Path.of("..");

    /** An image that students do not have, and nodes have only where somebody imported it for these tests. */
    private static final String IMPOSTOR = "impostor";

    record Graded(Task task, Case expected) {
        @Override
        public String toString() {
            return task.name() + " " + expected.name();
        }
    }

    static Stream<Graded> cases() {
        return Stream.of("task-02", "task-05").flatMap(name -> {
            Path folder = HOME.resolve("tasks").resolve(name);
            Task task = ((ReadTask) TaskReader.read(folder.resolve("task.yaml"))).task();
            Stream<Case> cases = ((ReadCases) CaseReader.read(folder.resolve("cases"), task)).cases().stream();
            return Stream.concat(Stream.of(Case.reference(task, ""), Case.empty(task)), cases)
                    .map(each -> new Graded(task, each));
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void a_case_gets_its_outcome(Graded graded, Namespace namespace) throws InterruptedException {
        List<KubernetesObject> objects = objects(graded);
        assumeThat(namespace.cluster().hasImpostors() || objects.stream().noneMatch(GradingTest::isImpostor))
                .describedAs("the node may not have the image %s", IMPOSTOR).isTrue();

        List<KubernetesObject> refused = apply(graded.task(), objects, namespace);
        Evaluation evaluation = Evaluator.evaluate(graded.task(), namespace.cluster().grader(), namespace.name(),
                EvaluationOptions.live(Progress.NONE).withSpeed(namespace.cluster().speed()));

        assertThat(Difference.ofOutcomes(graded.expected().outcomes(), evaluation)).isEmpty();
        assertThat(refused).extracting(object -> object.kind().kind())
                .isEqualTo(graded.expected().refused().stream().map(Target::kind).toList());
    }

    private static List<KubernetesObject> objects(Graded graded) {
        return switch (graded.expected().solution()) {
            case Nothing() -> List.of();
            case Whole(Path path) -> manifests(path);
            case Changed changed -> ((Made.Complete) Changes.make(changed,
                    manifests(HOME.resolve("reference-solutions").resolve(graded.task().name())))).objects();
        };
    }

    private static List<KubernetesObject> manifests(Path path) {
        return ((Complete) Manifests.read(path, "default")).manifests().stream().map(Manifest::object).toList();
    }

    private static boolean isImpostor(KubernetesObject object) {
        return object.json().findValuesAsText("image").stream().anyMatch(image -> image.startsWith(IMPOSTOR));
    }

    /** What the API server did not take. */
    private static List<KubernetesObject> apply(Task task, List<KubernetesObject> objects, Namespace namespace)
            throws InterruptedException {
        ApplyReport report = namespace.cluster().grader().applier().apply(Rehoming.withoutNamespace(task, objects)
                .stream().map(object -> Manifest.of(object, Path.of(task.name()))).toList(), namespace.name());
        return report.entries().stream().filter(entry -> !(entry.outcome() instanceof Applied))
                .map(entry -> entry.manifest().object()).toList();
    }
}
