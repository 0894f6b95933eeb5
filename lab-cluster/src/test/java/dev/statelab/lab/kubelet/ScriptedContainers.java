package dev.statelab.lab.kubelet;

import dev.statelab.lab.container.ContainerRuntime;
import dev.statelab.lab.container.ContainerSpec;
import dev.statelab.lab.container.LogQuery;
import dev.statelab.lab.container.ProcessStreams;
import dev.statelab.lab.container.RunningContainer;
import dev.statelab.lab.container.Session;
import dev.statelab.lab.container.UserIds;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Containers that do what a test says: nothing else runs. */
final class ScriptedContainers implements ContainerRuntime {

    final List<Container> started = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();

    /** What a container's process does once it has begun. */
    @FunctionalInterface
    interface Script {
        void begin(Container container) throws StartException;
    }

    ScriptedContainers image(String image, Script script) {
        scripts.put(image, script);
        return this;
    }

    @Override
    public boolean hasImage(String image) {
        return scripts.containsKey(image);
    }

    @Override
    public boolean canPull(String image) {
        return hasImage(image);
    }

    @Override
    public List<String> images() {
        return List.copyOf(scripts.keySet());
    }

    @Override
    public UserIds user(String image) {
        return UserIds.ROOT;
    }

    @Override
    public RunningContainer start(ContainerSpec spec) throws StartException {
        var container = new Container(spec);
        Optional.ofNullable(scripts.get(spec.image())).orElseThrow().begin(container);
        started.add(container);
        return container;
    }

    @Override
    public void close() {
        started.forEach(Container::kill);
    }

    /** A container whose end a test, or a signal, decides. */
    static final class Container implements RunningContainer {

        final ContainerSpec spec;
        private final CompletableFuture<Exit> exit = new CompletableFuture<>();
        volatile boolean ignoresTerminate;
        volatile boolean terminated;
        volatile String message = "";
        volatile ExecResult execResult = new ExecResult(0, "", "");

        Container(ContainerSpec spec) {
            this.spec = spec;
        }

        void end(int code) {
            exit.complete(new Exit(code, false));
        }

        @Override
        public CompletableFuture<Exit> exit() {
            return exit;
        }

        @Override
        public void terminate() {
            terminated = true;
            if (!ignoresTerminate) {
                end(143);
            }
        }

        @Override
        public void kill() {
            end(137);
        }

        @Override
        public InputStream log(LogQuery query) {
            return new ByteArrayInputStream(new byte[0]);
        }

        @Override
        public boolean isIdle() {
            return true;
        }

        @Override
        public String terminationMessage() {
            return message;
        }

        @Override
        public ExecResult exec(List<String> command, Duration timeout) {
            return execResult;
        }

        @Override
        public Session exec(List<String> command, ProcessStreams streams) {
            throw new UnsupportedOperationException("a scripted container has no streams");
        }

        @Override
        public Session attach(ProcessStreams streams) {
            throw new UnsupportedOperationException("a scripted container has no streams");
        }
    }
}
