package dev.statelab.cli;

import dev.statelab.cli.verify.Verification;
import dev.statelab.core.cases.Case;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.task.Task;
import dev.statelab.kube.apply.Manifest;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code grader demo}: shows, without any cluster, what a student sees. */
@Command(name = "demo", mixinStandardHelpOptions = true, description = {
    "Shows what a student sees, without any cluster: starts a lab cluster, deploys the reference solution of "
            + "task-02 and grades it; then does the same with a solution that has a mistake."
})
final class DemoCommand implements Callable<Integer> {

    private static final String TASK = "task-02";
    private static final String MISTAKE = "empty-dir";

    private final Screen screen;
    private final Installation installation;

    DemoCommand(Screen screen, Installation installation) {
        this.screen = screen;
        this.installation = installation;
    }

    @Override
    public Integer call() throws InterruptedException {
        Path solution = installation.tasks().referenceSolution(TASK);
        if (!Files.isDirectory(solution)) {
            throw new GraderException(ExitCode.USAGE, "There is no " + solution
                    + " to show: the demo needs a checkout of StateLab, because what students install holds no"
                    + " solutions.\nTry: grader lab up, and deploy your own.");
        }
        Verification cases = Verification.read(installation.tasks(), TASK);
        Task task = cases.task();
        say("1. The reference solution of " + TASK + " (" + task.title() + "), on a lab cluster in this process:");
        Evaluation good = show(task, cases.manifests(Case.REFERENCE));
        say("2. The same with one mistake: the volume is an emptyDir, which dies with its pod.");
        Evaluation bad = show(task, cases.manifests(MISTAKE));
        say("Next: ./grader evaluate " + TASK + " grades the cluster of your current kube context; "
                + "./grader evaluate --help tells the rest.");
        boolean asExpected = good.passed() && bad.score().isPresent() && !bad.passed();
        return asExpected ? ExitCode.PASSED : ExitCode.BUG;
    }

    private Evaluation show(Task task, List<Manifest> solution) throws InterruptedException {
        try (OpenCluster cluster = OpenCluster.lab(task.namespace())) {
            Grading grading = new Grading(screen, cluster);
            grading.deploy(new Solution(solution, List.of()), task.namespace());
            Evaluation evaluation = grading.grade(task, task.namespace(), Map.of());
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
