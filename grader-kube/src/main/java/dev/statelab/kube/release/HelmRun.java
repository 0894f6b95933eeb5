package dev.statelab.kube.release;

import dev.statelab.kube.apply.ChartOptions;
import dev.statelab.kube.helm.HelmCall;
import dev.statelab.kube.helm.HelmEnded;
import dev.statelab.kube.helm.HelmRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Runs Helm on a cluster. Each command gets the kubeconfig itself, because Helm would take the environment's otherwise; that
 * is also why {@code upgrade --install} is not used, which forgets it on the way.
 *
 * @param name of the release
 * @param hooks how long one hook may take
 */
record HelmRun(String kubeconfig, String namespace, String name, Duration hooks) {

    /** Beside the hooks. */
    private static final Duration REST = Duration.ofMinutes(2);

    /** The release, once Helm has recorded it. */
    record Recorded(String name, String revision) {}

    /**
     * Installs a chart that has no release of this name.
     *
     * @throws IllegalStateException with Helm's words when it cannot
     * @throws HelmEnded when it does not come to an end
     */
    Recorded install(Path chart, ChartOptions options) throws InterruptedException {
        return recorded(request(chart, options));
    }

    /** The same for one that has. Values of earlier revisions do not count. */
    Recorded upgrade(Path chart, ChartOptions options) throws InterruptedException {
        return recorded(request(chart, options).asUpgrade());
    }

    /** Removes what an installation left that failed. */
    void uninstall() throws InterruptedException {
        List<String> _ = run(HelmRequest.uninstall(name, namespace, kubeconfig));
    }

    private HelmRequest request(Path chart, ChartOptions options) {
        return HelmRequest.install(chart, name, namespace, options.files(), options.single(), kubeconfig, hooks);
    }

    private Recorded recorded(HelmRequest request) throws InterruptedException {
        List<String> answer = run(request);
        return new Recorded(answer.get(0), answer.get(1));
    }

    private List<String> run(HelmRequest request) throws InterruptedException {
        return HelmCall.run(request, hooks.plus(REST));
    }
}
