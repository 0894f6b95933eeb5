package dev.statelab.kube.release;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.Release;
import com.marcnuri.helm.UpgradeCommand;
import dev.statelab.kube.apply.ChartOptions;
import dev.statelab.kube.helm.HelmCall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

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
    /** Helm takes the signals at some time after it started, and nobody is told when. */
    private static final Duration SIGNALS = Duration.ofMillis(200);

    /**
     * Installs a chart that has no release of this name.
     *
     * @throws IllegalStateException with Helm's words when it cannot
     * @throws TimeoutException when it does not come to an end
     */
    Release install(Path chart, ChartOptions options) throws InterruptedException, TimeoutException {
        InstallCommand command = new Helm(chart).install().withName(name).withNamespace(namespace).skipCrds()
                .withKubeConfigContents(kubeconfig).withTimeout(Math.toIntExact(hooks.toSeconds()));
        options.files().forEach(file -> command.withValuesFile(file.toAbsolutePath()));
        options.single().forEach(command::set);
        return run(command::call);
    }

    /** The same for one that has. Values of earlier revisions do not count. */
    Release upgrade(Path chart, ChartOptions options) throws InterruptedException, TimeoutException {
        UpgradeCommand command = new Helm(chart).upgrade().withName(name).withNamespace(namespace).skipCrds()
                .resetValues().withKubeConfigContents(kubeconfig).withTimeout(Math.toIntExact(hooks.toSeconds()));
        options.files().forEach(file -> command.withValuesFile(file.toAbsolutePath()));
        options.single().forEach(command::set);
        return run(command::call);
    }

    /** Removes what an installation left that failed. */
    void uninstall() throws InterruptedException, TimeoutException {
        String _ = run(() -> Helm.uninstall(name).withNamespace(namespace).withKubeConfigContents(kubeconfig)
                .noHooks().call());
    }

    /** On a thread of the platform: native code holds the one that it runs on, and hears no interruption. */
    private <T> T run(Supplier<T> command) throws InterruptedException, TimeoutException {
        CompletableFuture<T> end = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("helm " + name).start(() -> {
            try {
                end.complete(HelmCall.of(command));
            } catch (RuntimeException | Error e) {
                end.completeExceptionally(e);
            }
        });
        Duration longest = hooks.plus(REST);
        long deadline = System.nanoTime() + longest.toNanos();
        try {
            while (true) {
                try {
                    return end.get(SIGNALS.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException running) {
                    HelmCall.restoreSignals();
                    if (System.nanoTime() - deadline > 0) {
                        throw running;
                    }
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e);
        }
    }
}
