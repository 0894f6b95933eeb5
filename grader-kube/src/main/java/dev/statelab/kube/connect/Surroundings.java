package dev.statelab.kube.connect;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The places where kubectl finds its cluster.
 *
 * @param environment the process's environment
 * @param home the user's home folder
 * @param k3s the kubeconfig that k3s writes for root
 * @param serviceAccount where a pod finds its token and certificate
 * @param files reads a text file
 */
public record Surroundings(
        Map<String, String> environment,
        Path home,
        Path k3s,
        Path serviceAccount,
        TextFiles files) {

    /** Reads a whole file as UTF-8. */
    @FunctionalInterface
    public interface TextFiles {
        String read(Path file) throws IOException;
    }

    public Surroundings {
        environment = Map.copyOf(environment);
        requireNonNull(home, "home");
        requireNonNull(k3s, "k3s");
        requireNonNull(serviceAccount, "serviceAccount");
        requireNonNull(files, "files");
    }

    /** Those of this process. */
    public static Surroundings real() {
        return new Surroundings(System.getenv(), Path.of(System.getProperty("user.home", "")),
                Path.of("/etc/rancher/k3s/k3s.yaml"), Path.of("/var/run/secrets/kubernetes.io/serviceaccount"),
                Files::readString);
    }

    String variable(String name) {
        return environment.getOrDefault(name, "");
    }
}
