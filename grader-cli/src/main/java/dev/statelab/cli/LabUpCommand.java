package dev.statelab.cli;

import dev.statelab.lab.LabCluster;
import dev.statelab.lab.LabOptions;
import dev.statelab.lab.api.http.PortException;
import dev.statelab.lab.state.StateException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code grader lab up}: serves a lab cluster until it is told to end. */
@Command(name = "up", mixinStandardHelpOptions = true, description = {
    "Serves a lab cluster on this machine until Ctrl-C or `grader lab down`, and writes the kubeconfig that leads to it.",
    "It can be reached from this machine only. `grader lab images` lists what its containers can run."
}, footerHeading = "%nExamples:%n", footer = {
    "  grader lab up",
    "  grader lab up --kubeconfig ~/lab.kubeconfig --port 6443",
    "  grader lab up --state my-lab"
})
final class LabUpCommand implements Callable<Integer> {

    private static final int LAST_PORT = 65_535;
    private static final double SLOWEST = 0.1;
    private static final double FASTEST = 1000;

    private final Screen screen;

    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "Where to write the kubeconfig. Default: ${DEFAULT-VALUE}, in the current folder. A file that no lab cluster wrote is left alone.")
    private Path kubeconfig = LabKubeconfig.USUAL;

    @Option(names = "--overwrite", description = "Write the kubeconfig also over a file that no lab cluster wrote.")
    private boolean overwrite;

    @Option(names = "--port", paramLabel = "N", description = "Where the cluster answers. Any free port unless given, because 6443, the usual one, is taken where k3s runs.")
    private int port;

    @Option(names = "--state", paramLabel = "DIR", description = "Keep the cluster in this folder, which is made if it is missing: the next `lab up` with it goes on as after a reboot, also when this one was killed. Without it, all is gone at the end.")
    private @Nullable Path state;

    @Option(names = "--speed", paramLabel = "N", description = "How many seconds pass in the cluster while one passes here, from 0.1 to 1000: probes, back-offs and grace periods, but not what applications do. Default: ${DEFAULT-VALUE}.")
    private double speed = 1;

    LabUpCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        LabOptions options = options();
        try (LabKubeconfig file = LabKubeconfig.reserve(kubeconfig, overwrite); LabCluster cluster = start(options)) {
            file.write(cluster.kubeconfig());
            tell(cluster.url(), file.path());
            untilInterrupted();
            screen.out().println("Ending the lab cluster.");
            screen.out().flush();
            return ExitCode.PASSED;
        }
    }

    private LabOptions options() {
        if (port < 0 || port > LAST_PORT) {
            throw new GraderException(ExitCode.USAGE, "--port expects a number from 1 to 65535, found " + port + ".");
        }
        if (!(speed >= SLOWEST && speed <= FASTEST)) {
            throw new GraderException(ExitCode.USAGE, "--speed expects a number from 0.1 to 1000, found " + speed
                    + ". 1 is real time.");
        }
        LabOptions options = LabOptions.defaults().withSpeed(speed).withPort(port);
        return Optional.ofNullable(state).map(LabUpCommand::made).map(options::inFolder).orElse(options);
    }

    private static Path made(Path folder) {
        try {
            return Files.isDirectory(folder) ? folder : Files.createDirectory(folder);
        } catch (IOException refused) {
            throw new GraderException(ExitCode.USAGE, "--state " + folder + " cannot be made: " + refused
                    + ". Name a folder, or one to be made in a folder that exists and is yours.", refused);
        }
    }

    private LabCluster start(LabOptions options) {
        try {
            return LabCluster.start(options);
        } catch (StateException unusable) {
            throw new GraderException(ExitCode.USAGE, String.valueOf(unusable.getMessage()), unusable);
        } catch (PortException taken) {
            throw new GraderException(ExitCode.USAGE, "--port " + port + " cannot be used: " + taken.getMessage()
                    + ". Choose another, or leave --port out for any that is free.", taken);
        }
    }

    private void tell(String url, Path file) {
        PrintWriter out = screen.out();
        out.println("The lab cluster answers at " + url + ".");
        out.println();
        out.println("Type in another terminal:");
        out.println("  export KUBECONFIG=" + Text.shellWord(file.toString()));
        out.println("  kubectl get nodes");
        out.println();
        out.println("It runs until Ctrl-C here, or `grader lab down` there. " + (state == null
                ? "Then all is gone; --state DIR would keep it."
                : "Its state is kept in " + state + "."));
        out.flush();
    }

    private static void untilInterrupted() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException ended) {
            // That is how a signal reaches this thread; the clean end follows.
        }
    }
}
