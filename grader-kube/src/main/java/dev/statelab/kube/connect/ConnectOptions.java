package dev.statelab.kube.connect;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the user asked for.
 *
 * @param kubeconfigFile {@code --kubeconfig}; null for the usual places
 * @param contextName {@code --context}; null for the current one
 */
public record ConnectOptions(@Nullable Path kubeconfigFile, @Nullable String contextName) {

    public static ConnectOptions usual() {
        return new ConnectOptions(null, null);
    }

    Optional<Path> kubeconfig() {
        return Optional.ofNullable(kubeconfigFile);
    }

    Optional<String> context() {
        return Optional.ofNullable(contextName);
    }
}
