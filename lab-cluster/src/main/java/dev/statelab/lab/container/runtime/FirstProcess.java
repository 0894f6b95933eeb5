package dev.statelab.lab.container.runtime;

import dev.statelab.lab.container.Console;
import dev.statelab.lab.container.ProcessStreams;
import dev.statelab.lab.container.Session;
import dev.statelab.lab.container.process.Child;
import dev.statelab.lab.container.process.Pipe;
import dev.statelab.lab.container.process.Processes;
import dev.statelab.lab.container.process.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The streams of a container's first process, and those who have joined them. */
final class FirstProcess {

    private final Console console;
    private final Broadcast out;
    private final Broadcast err;
    private final Pipe input = new Pipe();
    private final Optional<Terminal> terminal;

    FirstProcess(Console console, ContainerLog log) {
        this.console = console;
        boolean keepsBeginning = console.input() || console.terminal();
        this.out = new Broadcast(log.stream(), keepsBeginning);
        this.err = new Broadcast(log.stream(), keepsBeginning);
        this.terminal = console.terminal() ? Optional.of(new Terminal(out)) : Optional.empty();
    }

    Child start(Processes processes, JavaContainer.Setting setting, JavaContainer.Command command) {
        if (terminal.isPresent()) {
            OutputStream screen = terminal.get().screen();
            return processes.start(setting.withTerminal().launch(command, terminal.get().keyboard(), screen, screen),
                    terminal.get());
        }
        InputStream in = console.input() ? input.reader() : InputStream.nullInputStream();
        return processes.start(setting.launch(command, in, out, err));
    }

    /** @param exit of the process */
    Session join(ProcessStreams streams, CompletableFuture<Integer> exit) {
        out.join(streams.out());
        err.join(streams.err());
        if (console.input()) {
            Thread.ofVirtual().name("container-input").start(() -> feed(streams.in()));
        }
        return new Session() {

            @Override
            public CompletableFuture<Integer> exit() {
                return exit.copy();
            }

            @Override
            public void end() {
                out.leave(streams.out());
                err.leave(streams.err());
            }

            @Override
            public void resize(int columns, int rows) {
                terminal.ifPresent(screen -> screen.resize(columns, rows));
            }
        };
    }

    private void feed(InputStream in) {
        try (in) {
            if (terminal.isPresent()) {
                terminal.get().type(in);
            } else {
                // Not closed here: somebody else may attach and go on.
                in.transferTo(input.writer());
            }
        } catch (IOException _) {
            // Whoever typed has gone, or the process has.
        }
        if (console.inputOnce()) {
            endInput();
        }
    }

    /** The process finds the end of its input. */
    void endInput() {
        terminal.ifPresent(Terminal::hangUp);
        try {
            input.writer().close();
        } catch (IOException e) {
            throw new IllegalStateException("a pipe can always be closed", e);
        }
    }
}
