package dev.statelab.kube.connect;

import static java.util.Objects.requireNonNull;

import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * The way to a cluster.
 *
 * @param server the API server's address
 * @param http knows the server's certificates and proves who asks
 * @param origin for people: the context and its file, or the pod's service account
 * @param validity when it can prove who asks
 */
public record Connection(HttpUrl server, OkHttpClient http, String origin, Validity validity) {
    public Connection {
        requireNonNull(server, "server");
        requireNonNull(http, "http");
        requireNonNull(origin, "origin");
        requireNonNull(validity, "validity");
    }
}
