package dev.statelab.lab.api.http;

import dev.statelab.lab.api.PodAccess;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Pods without a kubelet: ports and logs are what a test says. */
final class FakePods implements PodAccess {

    private final Map<String, InetSocketAddress> listeners = new ConcurrentHashMap<>();
    private final Map<String, InputStream> logs = new ConcurrentHashMap<>();

    FakePods listening(String namespace, String pod, int port, InetSocketAddress address) {
        listeners.put(namespace + "/" + pod + ":" + port, address);
        return this;
    }

    FakePods logging(String namespace, String pod, String container, String log) {
        return logging(namespace, pod, container, new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)));
    }

    FakePods logging(String namespace, String pod, String container, InputStream log) {
        logs.put(namespace + "/" + pod + "/" + container, log);
        return this;
    }

    @Override
    public Dialled dial(String namespace, String pod, int port) {
        InetSocketAddress address = listeners.get(namespace + "/" + pod + ":" + port);
        return address == null ? new Dialled.Refused() : new Dialled.To(address);
    }

    @Override
    public Optional<InputStream> log(String namespace, String pod, String container, boolean previous, boolean follow,
            Optional<Long> tailLines) {
        return Optional.ofNullable(logs.get(namespace + "/" + pod + "/" + container)).filter(_ -> !previous);
    }
}
