package dev.statelab.cli.batch;

import dev.statelab.batch.run.BatchOptions;
import dev.statelab.cli.ExitCode;
import dev.statelab.cli.GraderException;
import dev.statelab.kube.connect.UntrustedRules;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How many students at a time, how often and how long, on the command line; and what their kubeconfigs may contain. */
final class PaceOptions {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    @Option(names = "--parallel", paramLabel = "N", description = "How many students are graded at the same time. Default: ${DEFAULT-VALUE}.")
    private int parallel = 8;

    @Option(names = "--per-server", paramLabel = "N", description = "How many of them on one API server. Default: ${DEFAULT-VALUE}.")
    private int perServer = 4;

    @Option(names = "--retry", paramLabel = "N", description = "How often a student is tried again whose cluster did not answer, or was still changing. Default: ${DEFAULT-VALUE}.")
    private int retry = 2;

    @Option(names = "--per-student", paramLabel = "TIME", converter = Span.class, description = "How long one try at one student may take. Default: 15m.")
    private Duration perStudent = Duration.ofMinutes(15);

    @Option(names = "--deadline", paramLabel = "TIME", converter = Span.class, description = "How long the whole may take, such as 8h; who is not done then is done with --resume.")
    private Duration deadline = BatchOptions.NO_DEADLINE;

    @Option(names = "--allow-private-addresses", description = "Students' kubeconfigs may name servers in private networks, such as 192.168.1.7.")
    private boolean privateAddresses;

    @Option(names = "--allow-loopback", description = "Students' kubeconfigs may name servers on this machine.")
    private boolean loopback;

    @Option(names = "--allow-any-certificate", description = "Students' kubeconfigs may ask not to check the server's certificate.")
    private boolean anyCertificate;

    /**
     * What is left for a task after others.
     *
     * @param taken of the time for the whole
     * @throws GraderException when a number is too small
     */
    BatchOptions after(Duration taken) {
        if (parallel < 1 || perServer < 1 || retry < 0) {
            throw new GraderException(ExitCode.USAGE,
                    "--parallel and --per-server are at least 1, and --retry is at least 0.");
        }
        Duration left = deadline.minus(taken);
        return new BatchOptions(parallel, perServer, retry, perStudent, left.isNegative() ? Duration.ZERO : left,
                FIRST_PAUSE, LONGEST_PAUSE, new UntrustedRules(privateAddresses, loopback, anyCertificate));
    }
}
