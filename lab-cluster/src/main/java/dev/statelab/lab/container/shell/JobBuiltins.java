package dev.statelab.lab.container.shell;

import dev.statelab.lab.container.process.Child;
import dev.statelab.lab.container.process.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Builtins about processes and signals. */
final class JobBuiltins {

    private JobBuiltins() {}

    static int trap(Interpreter shell, List<String> arguments) {
        if (arguments.isEmpty()) {
            shell.state().traps().forEach((name, command) -> shell.streams().printer()
                    .println("trap -- " + Quoting.always(command) + " " + name));
            return 0;
        }
        boolean resets = arguments.size() == 1 || arguments.getFirst().equals("-");
        int status = 0;
        for (String condition : arguments.size() == 1 ? arguments : arguments.subList(1, arguments.size())) {
            Optional<String> name = condition(condition);
            if (name.isEmpty()) {
                shell.complain("trap: " + condition + ": invalid signal specification");
                status = 1;
            } else if (resets) {
                shell.traps().reset(name.get());
            } else {
                shell.traps().set(name.get(), arguments.getFirst());
            }
        }
        return status;
    }

    private static Optional<String> condition(String text) {
        return text.equals("0") || text.toUpperCase(Locale.ROOT).equals(Traps.EXIT)
                ? Optional.of(Traps.EXIT)
                : Signal.parse(text).map(Signal::name);
    }

    /** {@code wait}: returns early, with the signal's status, when a signal with a trap comes. */
    static int await(Interpreter shell, List<String> arguments) throws ShellError {
        List<Child> awaited = new ArrayList<>(shell.state().jobs());
        if (!arguments.isEmpty()) {
            awaited.removeIf(job -> !arguments.contains(Integer.toString(job.pid())));
            if (awaited.isEmpty()) {
                return Commands.NOT_FOUND;
            }
        }
        int status = 0;
        for (Child job : awaited) {
            CompletableFuture<Integer> signalled = new CompletableFuture<>();
            shell.traps().wakeWith(() -> signalled.complete(Signal.TERM.exitCode()));
            status = first(shell, job.exit(), signalled);
            shell.traps().wakeWith(() -> {});
            if (signalled.isDone()) {
                shell.traps().runPending();
                return status;
            }
        }
        shell.state().jobs().removeAll(awaited);
        return arguments.isEmpty() ? 0 : status;
    }

    private static int first(Interpreter shell, CompletableFuture<Integer> exit, CompletableFuture<Integer> signalled) {
        try {
            return (Integer) CompletableFuture.anyOf(exit, signalled).get();
        } catch (InterruptedException e) {
            shell.process().checkAlive();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("a living shell was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an exit cannot fail", e);
        }
    }

    static int kill(Interpreter shell, List<String> arguments) {
        Signal signal = Signal.TERM;
        List<String> targets = arguments;
        if (!arguments.isEmpty() && arguments.getFirst().startsWith("-") && arguments.size() > 1) {
            boolean separate = arguments.getFirst().equals("-s") && arguments.size() > 2;
            String name = separate ? arguments.get(1) : arguments.getFirst().substring(1);
            targets = arguments.subList(separate ? 2 : 1, arguments.size());
            if (name.equals("0")) {
                return targets.stream().allMatch(target -> process(shell, target).isPresent()) ? 0 : 1;
            }
            Optional<Signal> parsed = Signal.parse(name);
            if (parsed.isEmpty()) {
                shell.complain("kill: bad signal name '" + name + "'");
                return 1;
            }
            signal = parsed.get();
        }
        if (targets.isEmpty()) {
            shell.complain("kill: you need to specify whom to kill");
            return 1;
        }
        int status = 0;
        for (String target : targets) {
            status |= kill(shell, target, signal);
        }
        return status;
    }

    private static int kill(Interpreter shell, String target, Signal signal) {
        Optional<Child> process = process(shell, target);
        if (process.isEmpty()) {
            shell.complain("can't kill pid " + target + ": No such process");
            return 1;
        }
        if (process.get().pid() == shell.process().pid() && shell.state().trap(signal).isPresent()) {
            shell.traps().raise(signal);
        } else {
            process.get().signal(signal);
        }
        return 0;
    }

    private static Optional<Child> process(Interpreter shell, String pid) {
        return shell.process().processes().stream()
                .filter(process -> Integer.toString(process.pid()).equals(pid)).findFirst();
    }
}
