package dev.statelab.cli;

import dev.statelab.core.task.Task;
import dev.statelab.kube.connect.ConnectOptions;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cluster and namespace, for every command that looks at a student's work. */
public final class ClusterOptions {

    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "The kubeconfig to use instead of the usual.")
    private @Nullable Path kubeconfig;

    @Option(names = "--context", paramLabel = "NAME", description = "The kubeconfig's context to use.")
    private @Nullable String context;

    @Option(names = {"-n",
        "--namespace"}, paramLabel = "NAME", description = "Where the work is; the task's own namespace unless given.")
    private @Nullable String namespace;

    /** Whether a cluster was named. */
    boolean areGiven() {
        return kubeconfig != null || context != null;
    }

    /** The user's cluster; sends nothing yet. */
    public OpenCluster open() throws InterruptedException {
        return OpenCluster.live(new ConnectOptions(kubeconfig, context));
    }

    /** Where the work on a task is. */
    public String namespace(Task task) {
        return Optional.ofNullable(namespace).orElse(task.namespace());
    }
}
