package dev.statelab.lab.api.http;

import dev.statelab.lab.api.PodAccess;
import dev.statelab.lab.container.ContainerRuntime.StartException;
import dev.statelab.lab.container.LogQuery;
import dev.statelab.lab.container.ProcessStreams;
import dev.statelab.lab.container.RunningContainer;
import dev.statelab.lab.container.Session;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
    public Dialled dialInside(String namespace, String pod, int port) {
        return dial(namespace, pod, port);
    }

    @Override
    public Optional<RunningContainer> running(String namespace, String pod, String container) {
        return logged(namespace, pod, container, false);
    }

    @Override
    public Optional<RunningContainer> logged(String namespace, String pod, String container, boolean previous) {
        return Optional.ofNullable(logs.get(namespace + "/" + pod + "/" + container)).filter(_ -> !previous)
                .map(Logged::new);
    }

    /** A container of which there is only the log. */
    private record Logged(InputStream text) implements RunningContainer {

        @Override
        public CompletableFuture<Exit> exit() {
            return new CompletableFuture<>();
        }

        @Override
        public void terminate() {}

        @Override
        public void kill() {}

        @Override
        public boolean isIdle() {
            return true;
        }

        @Override
        public InputStream log(LogQuery query) {
            return text;
        }

        @Override
        public String terminationMessage() {
            return "";
        }

        @Override
        public Session exec(List<String> command, ProcessStreams streams) throws StartException {
            throw new StartException("there is no process");
        }

        @Override
        public Session attach(ProcessStreams streams) {
            throw new IllegalStateException("there is no process");
        }
    }
}
