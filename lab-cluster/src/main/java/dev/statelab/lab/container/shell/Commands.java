package dev.statelab.lab.container.shell;

import dev.statelab.lab.container.process.Child;
import dev.statelab.lab.container.process.Launch;
import dev.statelab.lab.container.process.Lookup;
import dev.statelab.lab.container.process.Program;
import dev.statelab.lab.container.process.Surroundings;
import dev.statelab.lab.container.shell.Node.Assignment;
import dev.statelab.lab.container.shell.Redirecting.RedirectionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** Runs simple commands: functions, builtins and programs. */
final class Commands {

    static final int NOT_FOUND = 127;
    static final int NOT_EXECUTABLE = 126;

    private static final int DEEPEST_CALL = 500;

    private final Interpreter shell;

    Commands(Interpreter shell) {
        this.shell = shell;
    }

    int run(Node.Simple simple) throws ShellError {
        return run(simple, false);
    }

    /** Runs a command after which the shell has nothing to do: a program takes the shell's place. */
    int runLast(Node.Simple simple) throws ShellError {
        return run(simple, !shell.traps().areSet());
    }

    private int run(Node.Simple simple, boolean last) throws ShellError {
        ShellState state = shell.state();
        int substitutions = shell.substitutions();
        List<String> words = shell.expander().fields(simple.words());
        Streams streams = shell.streams();
        boolean keeps = words.size() == 1 && words.getFirst().equals("exec");
        try (Redirecting redirecting = Redirecting.open(streams, simple.redirections(), shell.expander(),
                shell.process().files(), state.directory())) {
            shell.setStreams(redirecting.streams());
            if (words.isEmpty()) {
                assign(simple.assignments(), words);
                return shell.substitutions() == substitutions ? 0 : state.status();
            }
            if (keeps) {
                redirecting.keep();
                streams = redirecting.streams();
            }
            return runWith(simple.assignments(), words, last);
        } catch (RedirectionException e) {
            shell.complain(e.complaint());
            return 1;
        } finally {
            shell.setStreams(streams);
        }
    }

    private Map<String, String> assign(List<Assignment> assignments, List<String> words) throws ShellError {
        Map<String, String> values = new HashMap<>();
        for (Assignment assignment : assignments) {
            String value = shell.expander().text(assignment.value());
            values.put(assignment.name(), value);
            if (words.isEmpty()) {
                shell.state().set(assignment.name(), value);
            }
        }
        trace(values, words);
        return values;
    }

    private int runWith(List<Assignment> assignments, List<String> words, boolean last) throws ShellError {
        Map<String, String> values = assign(assignments, words);
        String name = words.getFirst();
        List<String> arguments = words.subList(1, words.size());
        Node function = shell.state().functions().get(name);
        if (function == null && Builtins.find(name).isEmpty()) {
            return runProgram(words, values, last);
        }
        Map<String, Optional<String>> old = new HashMap<>();
        for (Map.Entry<String, String> value : values.entrySet()) {
            old.put(value.getKey(), shell.state().variable(value.getKey()));
            shell.state().set(value.getKey(), value.getValue());
        }
        try {
            return function == null
                    ? Builtins.find(name).orElseThrow().run(shell, arguments)
                    : call(function, arguments);
        } finally {
            for (Map.Entry<String, Optional<String>> value : old.entrySet()) {
                restore(value.getKey(), value.getValue());
            }
        }
    }

    private void restore(String name, Optional<String> value) throws ShellError {
        if (value.isPresent()) {
            shell.state().set(name, value.get());
        } else {
            shell.state().unset(name);
        }
    }

    private int call(Node function, List<String> arguments) throws ShellError {
        ShellState state = shell.state();
        if (state.functionDepth() >= DEEPEST_CALL) {
            throw new ShellError("maximum function recursion depth exceeded");
        }
        List<String> outer = state.arguments();
        state.setArguments(arguments);
        state.enterFunction();
        try {
            return shell.run(function);
        } catch (Jump.Return result) {
            return result.status();
        } finally {
            state.leaveFunction();
            state.setArguments(outer);
        }
    }

    /**
     * Runs a program to its end.
     *
     * @param inPlace whether it takes the shell's place instead of being a process of its own
     */
    int runProgram(List<String> words, Map<String, String> values, boolean inPlace) {
        return switch (find(words.getFirst())) {
            case Lookup.Found found -> run(found.program(), words.getFirst(), arguments(found, words), values, inPlace);
            case Lookup.Text text -> run(new Shell(), words.getFirst(),
                    Stream.concat(Stream.of(text.file().toString()), words.stream().skip(1)).toList(), values, inPlace);
            case Lookup.NotFound _ -> refused(words.getFirst(), "not found", NOT_FOUND);
            case Lookup.NotPermitted _ -> refused(words.getFirst(), "Permission denied", NOT_EXECUTABLE);
        };
    }

    private int run(Program program, String name, List<String> arguments, Map<String, String> values,
            boolean inPlace) {
        Streams streams = shell.streams();
        Map<String, String> environment = new HashMap<>(shell.state().exported());
        environment.putAll(values);
        Launch launch = new Launch(program, name, arguments, environment, shell.state().directory(),
                Streams.keptOpen(streams.in()), Streams.keptOpen(streams.out()), Streams.keptOpen(streams.err()));
        if (inPlace) {
            throw new Jump.Replaced(launch);
        }
        return await(shell.process().start(launch));
    }

    static List<String> arguments(Lookup.Found found, List<String> words) {
        return Stream.concat(found.leadingArguments().stream(), words.stream().skip(1)).toList();
    }

    Lookup find(String command) {
        Surroundings process = shell.process();
        String searchPath = shell.state().variable("PATH").orElse("/sbin:/usr/sbin:/bin:/usr/bin");
        return process.find(command, searchPath, process.files().getPath(shell.state().directory()));
    }

    int refused(String command, String reason, int status) {
        shell.complain(command + ": " + reason);
        return status;
    }

    /** Waits for a process that runs in the foreground. */
    int await(Child child) {
        shell.traps().await(child);
        try {
            return child.exit().get();
        } catch (InterruptedException e) {
            shell.process().checkAlive();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("a living shell was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a process' exit cannot fail", e);
        }
    }

    private void trace(Map<String, String> values, List<String> words) {
        if (!shell.state().has(ShellState.Option.XTRACE) || (values.isEmpty() && words.isEmpty())) {
            return;
        }
        List<String> shown = new ArrayList<>();
        values.forEach((name, value) -> shown.add(name + "=" + Quoting.quoted(value)));
        words.forEach(word -> shown.add(Quoting.quoted(word)));
        shell.streams().errorPrinter().println(shell.state().variable("PS4").orElse("") + String.join(" ", shown));
    }

    static String read(Surroundings process, String directory, String file) throws IOException {
        return Files.readString(process.files().getPath(directory).resolve(file), StandardCharsets.UTF_8);
    }
}
