package dev.statelab.lab.container.shell;

import dev.statelab.lab.container.process.Child;
import dev.statelab.lab.container.process.Signal;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** The commands that a shell runs at signals, between two commands of the script, and at its end. */
final class Traps {

    static final String EXIT = "EXIT";

    private final Interpreter shell;
    private final Queue<Signal> pending = new ConcurrentLinkedQueue<>();
    private volatile Runnable waker = () -> {};
    private volatile boolean interrupted;
    private volatile @Nullable Child awaited;

    Traps(Interpreter shell) {
        this.shell = shell;
    }

    /** @param command empty to ignore the signal */
    void set(String name, String command) {
        shell.state().traps().put(name, command);
        Signal.parse(name).ifPresent(signal -> shell.process().onSignal(signal, () -> raise(signal)));
    }

    void raise(Signal signal) {
        pending.add(signal);
        waker.run();
    }

    void reset(String name) {
        shell.state().traps().remove(name);
        Signal.parse(name).ifPresent(shell.process()::resetSignal);
    }

    /** What to run when a signal comes while the shell waits. */
    void wakeWith(Runnable action) {
        waker = action;
        if (!pending.isEmpty()) {
            action.run();
        }
    }

    boolean areSet() {
        return !shell.state().traps().isEmpty();
    }

    /** The shell is one that somebody types to: ^C gives up the line at hand, and the shell goes on. */
    void surviveInterrupts() {
        shell.process().onSignal(Signal.INT, this::interrupt);
        shell.process().onSignal(Signal.QUIT, () -> {});
        shell.process().onSignal(Signal.TERM, () -> {});
    }

    private void interrupt() {
        interrupted = true;
        Child child = awaited;
        if (child != null) {
            child.signal(Signal.INT);
        }
    }

    /** The shell waits for this process, which a ^C ends even if it comes while the process is being started. */
    void await(Child child) {
        awaited = child;
        if (interrupted) {
            child.signal(Signal.INT);
        }
    }

    /** Whether there was a ^C since this was last asked. */
    boolean takeInterrupt() {
        boolean was = interrupted;
        interrupted = false;
        return was;
    }

    void runPending() throws ShellError {
        if (interrupted) {
            throw new Jump.Interrupted();
        }
        Signal signal = pending.poll();
        while (signal != null) {
            int status = shell.state().status();
            runCommand(shell.state().trap(signal).orElse(""));
            shell.state().setStatus(status);
            signal = pending.poll();
        }
    }

    /** The shell's last act; the status that it ends with. */
    int runAtExit(int status) {
        String command = shell.state().traps().remove(EXIT);
        if (command == null) {
            return status;
        }
        shell.state().setStatus(status);
        return shell.runToEnd(() -> {
            runCommand(command);
            return status;
        });
    }

    private void runCommand(String command) throws ShellError {
        if (!command.isEmpty()) {
            Scripts.run(shell, command);
        }
    }
}
