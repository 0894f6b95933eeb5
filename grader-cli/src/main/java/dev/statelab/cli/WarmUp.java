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
 * What a student does with the grader, in one process. The JVM that runs it writes down which classes that took, so that the
 * grader starts faster: {@code -XX:AOTCacheOutput}. What is beside the grader's jars is made on the way.
 */
final class WarmUp {

    private static final String TASK = "task-02";
    private static final String CHART_TASK = "lab-14";

    private WarmUp() {}

    /**
     * @param args {@code check} for a cache with the classes of that command alone, {@code grader} for one of all; a solution of
     *         task-02, to be graded on a lab cluster; a chart for lab-14, to be checked
     */
    public static void main(String... args) throws IOException, InterruptedException {
        Silence.keep();
        keepExpressions(Installation.ofProcess().tasks());
        Path solution = Path.of(args[1]);
        Path chart = Path.of(args[2]);
        run(List.of("--help"));
        if (!args[0].equals("check")) {
            if (HelmCall.isPossible()) {
                HelmCall.train(HelmRequest.template(chart, CHART_TASK, CHART_TASK, List.of(), Map.of()));
            }
            run(List.of("--version"));
            run(List.of("evaluate", "--help"));
            run(List.of("evaluate", TASK, "--lab", "--apply", solution.toString()));
            run(List.of("evaluate", TASK, "--lab", "--format", "json"));
        }
        run(List.of("check", TASK, solution.toString()));
        run(List.of("check", CHART_TASK, chart.toString()));
        System.exit(ExitCode.PASSED);
    }

    private static void run(List<String> line) {
        int exitCode = Grader.run(Screen.ofProcess(System.getenv()), Installation.ofProcess(),
                line.toArray(String[]::new));
        if (exitCode != ExitCode.PASSED && exitCode != ExitCode.BELOW_PASS_MARK) {
            System.exit(exitCode);
        }
    }

    /** Of the tasks that come with the grader. What that takes is taken again for a task of somebody's own, so each cache has it. */
    private static void keepExpressions(TaskFolder tasks) throws IOException {
        CheckedExpressions checked = CheckedExpressions.none();
        for (String name : tasks.names()) {
            TaskReading _ = tasks.outline(name).read(checked);
        }
        checked.keep();
    }
}
