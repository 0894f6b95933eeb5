package dev.statelab.cli;

import dev.statelab.core.result.Evaluation;
import dev.statelab.core.task.Task;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code grader demo}: shows, without any cluster, what a student sees. */
@Command(name = "demo", mixinStandardHelpOptions = true, description = {
    "Shows what a student sees, without any cluster: starts a lab cluster, deploys the reference solution of "
            + "task-02 and grades it; then does the same with a solution that has a mistake."
})
final class DemoCommand implements Callable<Integer> {

    private static final String TASK = "task-02";
    private static final String MISTAKE = "empty-dir-instead-of-claims";

    private final Screen screen;
    private final Installation installation;

    DemoCommand(Screen screen, Installation installation) {
        this.screen = screen;
        this.installation = installation;
    }

    @Override
    public Integer call() throws InterruptedException {
        Task task = installation.tasks().read(TASK);
        say("1. The reference solution of " + TASK + " (" + task.title() + "), on a lab cluster in this process:");
        Evaluation good = show(task, installation.tasks().referenceSolution(TASK));
        say("2. The same with one mistake: the volume is an emptyDir, which dies with its pod.");
        Evaluation bad = show(task, installation.tasks().cases(TASK).resolve(MISTAKE));
        say("Next: ./grader evaluate " + TASK + " grades the cluster of your current kube context; "
                + "./grader evaluate --help tells the rest.");
        boolean asExpected = good.passed() && bad.score().isPresent() && !bad.passed();
        return asExpected ? ExitCode.PASSED : ExitCode.BUG;
    }

    private Evaluation show(Task task, Path solution) throws InterruptedException {
        if (!Files.isDirectory(solution)) {
            throw new GraderException(ExitCode.USAGE, "There is no " + solution
                    + " to show: the demo needs a checkout of StateLab, because what students install holds no"
                    + " solutions.\nTry: grader lab up, and deploy your own.");
        }
        try (OpenCluster cluster = OpenCluster.lab(task.namespace())) {
            Grading grading = new Grading(screen, cluster);
            grading.deploy(Solution.read(List.of(solution), task.namespace()), task.namespace());
            Evaluation evaluation = grading.grade(task, task.namespace());
            PrintWriter out = screen.out();
            out.print(ReportFormat.text.render(evaluation, screen));
            out.println();
            out.flush();
            return evaluation;
        }
    }

    private void say(String text) {
        screen.out().println(text);
        screen.out().println();
        screen.out().flush();
    }
}
