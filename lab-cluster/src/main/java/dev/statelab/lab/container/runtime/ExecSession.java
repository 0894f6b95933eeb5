package dev.statelab.lab.container.runtime;

import dev.statelab.lab.container.ProcessStreams;
import dev.statelab.lab.container.Session;
import dev.statelab.lab.container.process.Child;
import dev.statelab.lab.container.process.Processes;
import dev.statelab.lab.container.process.Signal;
import dev.statelab.lab.container.process.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A further process in a container, and whom it was started for. */
record ExecSession(Child process, Optional<Terminal> terminal) implements Session {

    static ExecSession start(Processes processes, JavaContainer.Setting setting, JavaContainer.Command command,
            ProcessStreams streams) {
        if (!streams.terminal()) {
            return new ExecSession(processes.start(setting.launch(command, streams.in(), streams.out(),
                    streams.err())), Optional.empty());
        }
        Terminal terminal = new Terminal(streams.out());
        Child process = processes.start(setting.withTerminal().launch(command, terminal.keyboard(),
                terminal.screen(), terminal.screen()), terminal);
        Thread.ofVirtual().name("container-terminal").start(() -> type(terminal, streams.in()));
        var _ = process.exit().thenRun(() -> close(streams.in()));
        return new ExecSession(process, Optional.of(terminal));
    }

    private static void type(Terminal terminal, InputStream keys) {
        try (keys) {
            terminal.type(keys);
        } catch (IOException _) {
            // Whoever typed has gone.
        }
        terminal.hangUp();
    }

    private static void close(InputStream keys) {
        try {
            keys.close();
        } catch (IOException _) {
            // It is of no use to anyone.
        }
    }

    @Override
    public CompletableFuture<Integer> exit() {
        return process.exit().copy();
    }

    @Override
    public void end() {
        process.signal(Signal.KILL);
    }

    @Override
    public void resize(int columns, int rows) {
        terminal.ifPresent(screen -> screen.resize(columns, rows));
    }
}
