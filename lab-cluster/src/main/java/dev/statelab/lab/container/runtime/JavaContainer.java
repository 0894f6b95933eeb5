package dev.statelab.lab.container.runtime;

import dev.statelab.lab.container.ContainerRuntime.StartException;
import dev.statelab.lab.container.RunningContainer;
import dev.statelab.lab.container.process.Child;
import dev.statelab.lab.container.process.Launch;
import dev.statelab.lab.container.process.Lookup;
import dev.statelab.lab.container.process.Processes;
import dev.statelab.lab.container.process.Signal;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A container whose first process is a program of its image. */
final class JavaContainer implements RunningContainer {

    private final Setting setting;
    private final ContainerLog log = new ContainerLog();
    private volatile String message = "";
    private final Child first;
    private final CompletableFuture<Exit> exit;

    /** What all processes of the container start with. */
    record Setting(ContainerFiles files, Processes processes, Map<String, String> environment, String directory) {

        Setting {
            environment = Map.copyOf(environment);
        }

        Launch launch(Lookup.Found program, List<String> command, OutputStream out, OutputStream err) {
            return new Launch(program.program(), command.getFirst(), arguments(program, command), environment,
                    directory, InputStream.nullInputStream(), out, err);
        }

        private static List<String> arguments(Lookup.Found program, List<String> command) {
            return Stream.concat(program.leadingArguments().stream(), command.stream().skip(1)).toList();
        }
    }

    private JavaContainer(Setting setting, Lookup.Found program, List<String> command) {
        this.setting = setting;
        this.first = setting.processes().start(setting.launch(program, command, log.stream(), log.stream()));
        this.exit = first.exit().thenApply(code -> {
            message = setting.files().terminationMessage();
            log.end();
            return new Exit(code, setting.processes().outOfMemory());
        });
    }

    static JavaContainer start(Setting setting, List<String> command) throws StartException {
        return new JavaContainer(setting, find(setting, command, "failed to create containerd task: failed to create"
                + " shim task: OCI runtime create failed: runc create failed: unable to start container process: "),
                command);
    }

    private static Lookup.Found find(Setting setting, List<String> command, String prefix) throws StartException {
        if (command.isEmpty()) {
            throw new StartException("failed to create containerd container: no command specified");
        }
        String name = command.getFirst();
        String path = setting.environment().getOrDefault("PATH", "");
        return switch (setting.processes().find(name, path, setting.directory())) {
            case Lookup.Found found -> found;
            case Lookup.Text _ -> throw refused(prefix, name, "exec format error");
            case Lookup.NotPermitted _ -> throw refused(prefix, name, "permission denied");
            case Lookup.NotFound _ -> throw refused(prefix, name, name.contains("/")
                    ? "stat " + name + ": no such file or directory"
                    : "executable file not found in $PATH");
        };
    }

    private static StartException refused(String prefix, String command, String reason) {
        return new StartException(prefix + "exec: \"" + command + "\": " + reason);
    }

    @Override
    public CompletableFuture<Exit> exit() {
        return exit.copy();
    }

    @Override
    public void terminate() {
        first.signal(Signal.TERM);
    }

    @Override
    public void kill() {
        setting.processes().kill();
    }

    @Override
    public boolean isIdle() {
        return setting.processes().isIdle();
    }

    @Override
    public InputStream log(boolean follow, Optional<Long> tailLines) {
        return log.read(follow, tailLines);
    }

    @Override
    public String terminationMessage() {
        return exit.isDone() ? message : setting.files().terminationMessage();
    }

    @Override
    public ExecResult exec(List<String> command, Duration timeout) throws StartException {
        if (exit.isDone()) {
            throw new StartException("failed to exec in container: container is not running");
        }
        Lookup.Found program = find(setting, command, "failed to exec in container: failed to start exec: OCI runtime"
                + " exec failed: exec failed: unable to start container process: ");
        CapturedOutput out = new CapturedOutput();
        CapturedOutput err = new CapturedOutput();
        Child process = setting.processes().start(setting.launch(program, command, out, err));
        int code = await(process, timeout);
        return new ExecResult(code, out.text(), err.text());
    }

    private static int await(Child process, Duration timeout) {
        try {
            return process.exit().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            process.signal(Signal.KILL);
        } catch (InterruptedException _) {
            process.signal(Signal.KILL);
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a process' exit cannot fail", e);
        }
        return process.exit().join();
    }
}
