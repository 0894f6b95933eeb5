package dev.statelab.lab.container.runtime;

import dev.statelab.lab.container.Console;
import dev.statelab.lab.container.ContainerRuntime.StartException;
import dev.statelab.lab.container.LogQuery;
import dev.statelab.lab.container.ProcessStreams;
import dev.statelab.lab.container.RunningContainer;
import dev.statelab.lab.container.Session;
import dev.statelab.lab.container.process.Child;
import dev.statelab.lab.container.process.Launch;
import dev.statelab.lab.container.process.Lookup;
import dev.statelab.lab.container.process.Processes;
import dev.statelab.lab.container.process.Signal;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A container whose first process is a program of its image. */
final class JavaContainer implements RunningContainer {

    private final Setting setting;
    private final ContainerLog log;
    private final FirstProcess streams;
    private volatile String message = "";
    private final Child first;
    private final CompletableFuture<Exit> exit;

    /** What all processes of the container start with. */
    record Setting(ContainerFiles files, Processes processes, Map<String, String> environment, String directory) {

        Setting {
            environment = Map.copyOf(environment);
        }

        Setting withTerminal() {
            Map<String, String> more = new HashMap<>(environment);
            more.putIfAbsent("TERM", "xterm");
            return new Setting(files, processes, more, directory);
        }

        Launch launch(Command command, InputStream in, OutputStream out, OutputStream err) {
            return new Launch(command.program().program(), command.name(), command.arguments(), environment, directory,
                    in, out, err);
        }
    }

    /** A command line whose program was found. */
    record Command(Lookup.Found program, List<String> words) {

        Command {
            words = List.copyOf(words);
        }

        String name() {
            return words.getFirst();
        }

        List<String> arguments() {
            return Stream.concat(program.leadingArguments().stream(), words.stream().skip(1)).toList();
        }
    }

    private JavaContainer(Setting setting, Console console, Command command) {
        this.setting = setting;
        this.log = new ContainerLog(setting.processes().clock());
        this.streams = new FirstProcess(console, log);
        this.first = streams.start(setting.processes(), setting, command);
        this.exit = first.exit().thenApply(code -> {
            message = setting.files().terminationMessage();
            log.end();
            return new Exit(code, setting.processes().outOfMemory());
        });
    }

    static JavaContainer start(Setting setting, Console console, List<String> words) throws StartException {
        Command command = find(setting, words, "failed to create containerd task: failed to create shim task: OCI"
                + " runtime create failed: runc create failed: unable to start container process: ");
        return new JavaContainer(setting, console, command);
    }

    private static Command find(Setting setting, List<String> words, String prefix) throws StartException {
        if (words.isEmpty()) {
            throw new StartException("failed to create containerd container: no command specified");
        }
        String name = words.getFirst();
        String path = setting.environment().getOrDefault("PATH", "");
        return switch (setting.processes().find(name, path, setting.directory())) {
            case Lookup.Found found -> new Command(found, words);
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
    public InputStream log(LogQuery query) {
        return log.read(query);
    }

    @Override
    public String terminationMessage() {
        return exit.isDone() ? message : setting.files().terminationMessage();
    }

    @Override
    public Session exec(List<String> words, ProcessStreams wanted) throws StartException {
        if (exit.isDone()) {
            throw new StartException("failed to exec in container: container is not running");
        }
        Command command = find(setting, words, "failed to exec in container: failed to start exec: OCI runtime exec"
                + " failed: exec failed: unable to start container process: ");
        return ExecSession.start(setting.processes(), setting, command, wanted);
    }

    @Override
    public Session attach(ProcessStreams wanted) {
        return streams.join(wanted, first.exit());
    }
}
