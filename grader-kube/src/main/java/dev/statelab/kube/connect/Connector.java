package dev.statelab.kube.connect;

import dev.statelab.kube.connect.ConnectResult.Impossible;
import dev.statelab.kube.connect.ConnectResult.Ready;
import java.util.Optional;

/**
 * Finds the user's cluster as kubectl does: {@code --kubeconfig}, else {@code KUBECONFIG}, else
 * {@code ~/.kube/config}, else k3s' own file, else the service account of the pod that this runs in.
 *
 * <p>The kubeconfig is the user's own and trusted: a credential plugin that it names is run.
 */
public final class Connector {

    private Connector() {}

    public static ConnectResult connect(ConnectOptions options, Surroundings surroundings) throws InterruptedException {
        try {
            return new Ready(find(options, surroundings));
        } catch (NotConnected e) {
            return new Impossible(e.problem());
        }
    }

    private static Connection find(ConnectOptions options, Surroundings surroundings)
            throws NotConnected, InterruptedException {
        KubeconfigSearch search = new KubeconfigSearch(surroundings);
        Optional<Kubeconfig> found = options.kubeconfig().isPresent()
                ? Optional.of(search.given(options.kubeconfig().get()))
                : search.usual();
        if (found.isPresent()) {
            ContextReader reader = new ContextReader(found.get(), surroundings);
            return reader.connection(reader.choose(options.context()));
        }
        Optional<Connection> inCluster = ServiceAccount.connection(surroundings);
        if (inCluster.isPresent()) {
            return inCluster.get();
        }
        throw search.nothingFound();
    }
}
