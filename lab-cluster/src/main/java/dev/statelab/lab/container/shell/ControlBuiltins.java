package dev.statelab.lab.container.shell;

import dev.statelab.lab.container.files.FileProblem;
import dev.statelab.lab.container.process.Lookup;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builtins that decide what runs next. */
final class ControlBuiltins {

    private static final int STATUS_BITS = 0xff;

    private ControlBuiltins() {}

    static int source(Interpreter shell, List<String> arguments) throws ShellError {
        if (arguments.isEmpty()) {
            throw new ShellError(".: filename argument required");
        }
        String script;
        try {
            script = Commands.read(shell.process(), shell.state().directory(), arguments.getFirst());
        } catch (IOException e) {
            throw new ShellError(".: can't open '" + arguments.getFirst() + "': " + FileProblem.text(e));
        }
        try {
            return Scripts.run(shell, script);
        } catch (Jump.Return result) {
            return result.status();
        }
    }

    static int leaveLoops(List<String> arguments, boolean goOn) throws ShellError {
        int loops = arguments.isEmpty() ? 1 : (int) number(goOn ? "continue" : "break", arguments.getFirst());
        throw new Jump.OutOfLoops(Math.max(1, loops), goOn);
    }

    static int eval(Interpreter shell, List<String> arguments) throws ShellError {
        return Scripts.run(shell, String.join(" ", arguments));
    }

    static int exec(Interpreter shell, List<String> arguments) {
        if (arguments.isEmpty()) {
            return 0;
        }
        throw new Jump.Exit(shell.commands().runProgram(arguments, Map.of(), true));
    }

    /** The status that {@code exit} or {@code return} leaves with. */
    static int status(String name, Interpreter shell, List<String> arguments) throws ShellError {
        return arguments.isEmpty() ? shell.state().status() : (int) number(name, arguments.getFirst()) & STATUS_BITS;
    }

    private static long number(String name, String text) throws ShellError {
        if (!text.matches("\\d{1,9}")) {
            throw new ShellError(name + ": Illegal number: " + text);
        }
        return Long.parseLong(text);
    }

    /** {@code command name …} and {@code command -v name}. */
    static int command(Interpreter shell, List<String> arguments) throws ShellError {
        if (arguments.isEmpty()) {
            return 0;
        }
        if (arguments.getFirst().equals("-v") || arguments.getFirst().equals("-V")) {
            return arguments.size() > 1 ? describe(shell, arguments.get(1)) : 0;
        }
        Optional<Builtins.Builtin> builtin = Builtins.find(arguments.getFirst());
        return builtin.isPresent()
                ? builtin.get().run(shell, arguments.subList(1, arguments.size()))
                : shell.commands().runProgram(arguments, Map.of(), false);
    }

    private static int describe(Interpreter shell, String name) {
        boolean own = Builtins.find(name).isPresent() || shell.state().functions().containsKey(name);
        Optional<String> path = own ? Optional.of(name) : path(shell, name);
        path.ifPresent(found -> shell.streams().printer().println(found));
        return path.isPresent() ? 0 : Commands.NOT_FOUND;
    }

    private static Optional<String> path(Interpreter shell, String name) {
        if (name.contains("/")) {
            return shell.commands().find(name) instanceof Lookup.Found ? Optional.of(name) : Optional.empty();
        }
        for (String folder : shell.state().variable("PATH").orElse("/bin").split(":", -1)) {
            String candidate = folder + "/" + name;
            if (shell.commands().find(candidate) instanceof Lookup.Found) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    static int type(Interpreter shell, List<String> arguments) {
        int status = 0;
        for (String name : arguments) {
            Optional<String> path = path(shell, name);
            String description;
            if (shell.state().functions().containsKey(name)) {
                description = " is a function";
            } else if (Builtins.find(name).isPresent()) {
                description = " is a shell builtin";
            } else if (path.isPresent()) {
                description = " is " + path.get();
            } else {
                description = ": not found";
                status = Commands.NOT_FOUND;
            }
            shell.streams().printer().println(name + description);
        }
        return status;
    }
}
