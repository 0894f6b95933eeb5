package dev.statelab.core.cluster;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;

/**
 * One HTTP request to an application in a pod. Whoever sends it sends it once, whatever comes back.
 *
 * @param namespace the target's namespace
 * @param target the pod, or the Service that leads to one
 * @param port the port that the application listens on, or the Service's port; 1 to 65535
 * @param method an HTTP method in capitals
 * @param path with a leading slash, already percent-encoded, query included
 * @param headers further headers, {@code Content-Type} among them
 * @param body the request's body; empty for none
 * @param timeout how long the application may take to answer
 */
public record PodRequest(
        String namespace,
        Target target,
        int port,
        String method,
        String path,
        Map<String, String> headers,
        String body,
        Duration timeout) {

    public PodRequest {
        requireNonNull(namespace, "namespace");
        requireNonNull(target, "target");
        requireNonNull(method, "method");
        requireNonNull(body, "body");
        requireNonNull(timeout, "timeout");
        headers = Map.copyOf(headers);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port);
        }
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path " + path);
        }
    }
}
