package dev.statelab.cli;

import dev.statelab.cli.LabKubeconfig.Found;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code grader lab down}: ends the lab cluster that a kubeconfig leads to. */
@Command(name = "down", mixinStandardHelpOptions = true, description = {
    "Ends the lab cluster that `grader lab up` serves, waits until it is gone, and removes its kubeconfig.",
    "Ends only the very process that wrote the kubeconfig; what --state keeps stays."
})
final class LabDownCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Screen screen;

    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "The kubeconfig that `lab up` wrote. Default: ${DEFAULT-VALUE}, in the current folder.")
    private Path kubeconfig = LabKubeconfig.USUAL;

    LabDownCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        switch (LabKubeconfig.find(kubeconfig)) {
            case Found.Nothing() -> say("Nothing to end: there is no " + kubeconfig + ".");
            case Found.Foreign() -> throw new GraderException(ExitCode.USAGE, "No lab cluster wrote " + kubeconfig
                    + ": name the kubeconfig that `grader lab up` wrote. Nothing was changed.");
            case Found.Left() -> {
                LabKubeconfig.remove(kubeconfig);
                say("Nothing to end: the lab cluster of " + kubeconfig + " does not run any more. Removed the file.");
            }
            case Found.Of(ProcessHandle process) -> {
                end(process);
                LabKubeconfig.remove(kubeconfig);
                say("The lab cluster of " + kubeconfig + " is gone.");
            }
        }
        return ExitCode.PASSED;
    }

    private void end(ProcessHandle process) {
        CompletableFuture<ProcessHandle> gone = process.onExit();
        if (process.destroy() && isDone(gone)) {
            return;
        }
        say("Process " + process.pid() + " has not ended in " + PATIENCE.toSeconds() + " s and is killed.");
        if (!process.destroyForcibly() || !isDone(gone)) {
            throw new GraderException(ExitCode.INCOMPLETE, "Process " + process.pid() + " could not be ended.");
        }
    }

    private static boolean isDone(CompletableFuture<ProcessHandle> gone) {
        return gone.thenApply(_ -> true).completeOnTimeout(false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    private void say(String text) {
        screen.out().println(text);
        screen.out().flush();
    }
}
