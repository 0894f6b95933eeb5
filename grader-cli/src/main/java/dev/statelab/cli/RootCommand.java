package dev.statelab.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code grader} by itself: says what there is. */
@Command(name = "grader", description = "Grades Kubernetes StatefulSet labs: what works, what does not, and why.", mixinStandardHelpOptions = true, subcommandsRepeatable = false, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
    " 0:graded and passed",
    " 1:graded, below the pass mark",
    " 2:wrong usage, or a faulty task or manifest",
    " 3:incomplete: it could not be found out; run it again",
    "70:a bug of the grader"
}, footerHeading = "%nExamples:%n", footer = {
    "  grader demo",
    "  grader evaluate task-02",
    "  grader evaluate task-05 --lab --apply my-manifests/ --format json",
    "  grader tasks",
    "  grader lab up"
})
final class RootCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "On an error, print where in the program it came from.")
    private boolean verbose;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.PASSED;
    }

    boolean verbose() {
        return verbose;
    }
}
