package dev.statelab.cli;

import dev.statelab.core.expression.CheckedExpressions;
import dev.statelab.core.task.TaskReading;
import dev.statelab.kube.helm.HelmCall;
import dev.statelab.kube.helm.HelmRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a student does with the grader, once through in one process. The JVM that runs it writes down which classes that
 * took, so that the grader starts faster: {@code -XX:AOTCacheOutput}. The same is done for Helm's process after.
 */
final class WarmUp {

    private static final String TASK = "task-02";
    private static final String CHART_TASK = "lab-14";

    private WarmUp() {}

    /** @param args a solution of task-02, to be graded on a lab cluster, and a chart for lab-14, to be checked */
    public static void main(String... args) throws IOException, InterruptedException {
        Silence.keep();
        keepExpressions(Installation.ofProcess().tasks());
        List<List<String>> lines = List.of(
                List.of("--help"),
                List.of("--version"),
                List.of("evaluate", "--help"),
                List.of("evaluate", TASK, "--lab", "--apply", args[0]),
                List.of("evaluate", TASK, "--lab", "--format", "json"),
                List.of("check", TASK, args[0]),
                List.of("check", CHART_TASK, args[1]));
        for (List<String> line : lines) {
            int exitCode = Grader.run(Screen.ofProcess(System.getenv()), Installation.ofProcess(),
                    line.toArray(String[]::new));
            if (exitCode != ExitCode.PASSED && exitCode != ExitCode.BELOW_PASS_MARK) {
                System.exit(exitCode);
            }
        }
        if (HelmCall.isPossible()) {
            HelmCall.train(HelmRequest.template(Path.of(args[1]), CHART_TASK, CHART_TASK, List.of(), Map.of()));
        }
        System.exit(ExitCode.PASSED);
    }

    /** Of the tasks that come with the grader. */
    private static void keepExpressions(TaskFolder tasks) throws IOException {
        CheckedExpressions checked = CheckedExpressions.none();
        for (String name : tasks.names()) {
            TaskReading _ = tasks.outline(name).read(checked);
        }
        checked.keep();
    }
}
