package dev.statelab.kube;

import static java.util.Objects.requireNonNull;

/**
 * Which cluster it was, for the evidence.
 *
 * @param address the API server's
 * @param version such as {@code v1.32.13}; empty when it was not to be found out
 * @param clusterId the UID of the namespace {@code kube-system}, which stays the same for a cluster's whole life; empty
 *        when it may not be read
 */
public record ServerInfo(String address, String version, String clusterId) {
    public ServerInfo {
        requireNonNull(address, "address");
        requireNonNull(version, "version");
        requireNonNull(clusterId, "clusterId");
    }
}
