package dev.statelab.kube.connect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The identity of the pod that this process runs in (Kubernetes: "Accessing the API from within a Pod"). */
final class ServiceAccount {

    private ServiceAccount() {}

    static Optional<Connection> connection(Surroundings surroundings) throws NotConnected {
        String host = surroundings.variable("KUBERNETES_SERVICE_HOST");
        String port = surroundings.variable("KUBERNETES_SERVICE_PORT");
        if (host.isEmpty() || port.isEmpty()) {
            return Optional.empty();
        }
        Path folder = surroundings.serviceAccount();
        try {
            String token = surroundings.files().read(folder.resolve("token")).strip();
            String authority = surroundings.files().read(folder.resolve("ca.crt"));
            String address = "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
            return Optional.of(new Credentials().server(address).authority(authority).token(token)
                    .connection("the service account of this pod"));
        } catch (IOException e) {
            throw new NotConnected("the pod's service account token and certificate", "no readable " + e.getMessage(),
                    "let the pod mount its token (automountServiceAccountToken), or give it a kubeconfig");
        }
    }
}
