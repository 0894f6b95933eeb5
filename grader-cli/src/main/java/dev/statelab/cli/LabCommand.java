package dev.statelab.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code grader lab} by itself: says what there is. */
@Command(name = "lab", mixinStandardHelpOptions = true, description = {
    "A lab cluster to work on with kubectl: a simulated Kubernetes on this machine, without Docker."
}, footerHeading = "%nExamples:%n", footer = {
    "  grader lab up",
    "  grader lab up --state my-lab",
    "  grader lab down"
})
final class LabCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.PASSED;
    }
}
