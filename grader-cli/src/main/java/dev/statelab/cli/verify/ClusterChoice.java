package dev.statelab.cli.verify;

import dev.statelab.cli.OpenCluster;
import dev.statelab.kube.connect.ConnectOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where solutions are deployed: a lab cluster in this process, unless a real one is named. */
final class ClusterChoice {

    /** Most of the time a solution waits, for a pod to be ready or to stay broken. */
    private static final int PER_PROCESSOR = 12;

    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "Deploy on the cluster of this kubeconfig, in namespaces that are removed afterwards, instead of a lab cluster.")
    private @Nullable Path kubeconfig;

    @Option(names = "--context", paramLabel = "NAME", description = "Deploy on the cluster of this kubeconfig context.")
    private @Nullable String context;

    @Option(names = "--parallel", paramLabel = "N", description = "How many solutions are deployed at the same time. Default: 12 for each processor.")
    private @Nullable Integer parallel;

    OpenCluster open() throws InterruptedException {
        return kubeconfig == null && context == null
                ? OpenCluster.labForCases()
                : OpenCluster.live(new ConnectOptions(kubeconfig, context));
    }

    Parallel parallel() {
        return new Parallel(parallel == null
                ? PER_PROCESSOR * Runtime.getRuntime().availableProcessors()
                : Math.max(1, parallel));
    }
}
