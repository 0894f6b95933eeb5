package dev.statelab.kube.release;

import dev.statelab.kube.apply.ChartOptions;
import dev.statelab.kube.helm.HelmCall;
import dev.statelab.kube.helm.HelmEnded;
import dev.statelab.kube.helm.HelmRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs Helm on a cluster. Each command gets the kubeconfig itself, because Helm would take the environment's otherwise; that
 * is also why {@code upgrade --install} is not used, which forgets it on the way.
 *
 * @param name of the release
 * @param hooks how long one hook may take
 * @param watch says when it takes that long for nothing
 */
record HelmRun(String kubeconfig, String namespace, String name, Duration hooks, HookWatch watch) {

    /** Beside the hooks. */
    private static final Duration REST = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    /** The release, once Helm has recorded it. */
    record Recorded(String name, String revision) {}

    /**
     * Installs a chart that has no release of this name.
     *
     * @throws IllegalStateException with Helm's words when it cannot
     * @throws HelmEnded when it does not come to an end
     * @throws StuckHooks when its hooks will not
     */
    Recorded install(Path chart, ChartOptions options) throws InterruptedException, StuckHooks {
        return recorded(request(chart, options));
    }

    /** The same for one that has. Values of earlier revisions do not count. */
    Recorded upgrade(Path chart, ChartOptions options) throws InterruptedException, StuckHooks {
        return recorded(request(chart, options).asUpgrade());
    }

    /** Removes what an installation left that failed. */
    void uninstall() throws InterruptedException, StuckHooks {
        List<String> _ = run(HelmRequest.uninstall(name, namespace, kubeconfig));
    }

    private HelmRequest request(Path chart, ChartOptions options) {
        return HelmRequest.install(chart, name, namespace, options.files(), options.single(), kubeconfig, hooks);
    }

    private Recorded recorded(HelmRequest request) throws InterruptedException, StuckHooks {
        List<String> answer = run(request);
        return new Recorded(answer.get(0), answer.get(1));
    }

    /** Looks at the hooks meanwhile. Where nothing more can come of them, Helm is ended. */
    private List<String> run(HelmRequest request) throws InterruptedException, StuckHooks {
        try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<String>> end = thread.submit(() -> HelmCall.run(request, hooks.plus(REST)));
            try {
                while (true) {
                    try {
                        return end.get(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
                    } catch (TimeoutException running) {
                        watch.look();
                    }
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException said ? said : new IllegalStateException(e.getCause());
            } finally {
                boolean _ = end.cancel(true);
            }
        }
    }
}
