package dev.statelab.lab.container.shell;

import dev.statelab.lab.container.files.FileProblem;
import dev.statelab.lab.container.process.Launch;
import dev.statelab.lab.container.process.Program;
import dev.statelab.lab.container.process.Surroundings;
import dev.statelab.lab.container.process.Terminal;
import java.io.IOException;
import java.util.List;

/** {@code sh}: a POSIX shell with what busybox' ash adds to it and scripts use. */
public record Shell() implements Program {

    private static final int USAGE = 2;

    /** A builtin of the shell as a program of its own, such as {@code /bin/echo}. */
    public static Program builtin(String name) {
        return new BuiltinProgram(name);
    }

    private record BuiltinProgram(String name) implements Program {

        @Override
        public int run(Surroundings process) {
            Interpreter shell = interpreter(process, process.name());
            return shell.runToEnd(() -> Builtins.find(name).orElseThrow().run(shell, process.arguments()));
        }

        @Override
        public boolean endsOnTerminateAsFirst() {
            return false;
        }
    }

    private static Interpreter interpreter(Surroundings process, String name) {
        ShellState state = ShellState.fresh(process.environment(), process.pid(), name,
                process.workingDirectory().toString());
        return new Interpreter(process, state, Streams.of(process.in(), process.out(), process.err()));
    }

    @Override
    public int run(Surroundings process) throws Exception {
        Interpreter shell = interpreter(process, process.name());
        ShellState state = shell.state();
        List<String> arguments = process.arguments();
        int at = 0;
        boolean command = false;
        boolean interactive = false;
        while (at < arguments.size() && arguments.get(at).matches("[-+][a-zA-Z]+")) {
            String letters = arguments.get(at);
            command |= letters.startsWith("-") && letters.contains("c");
            interactive |= letters.startsWith("-") && letters.contains("i");
            if (!Options.set(state, letters.replaceAll("[csil]", ""), at + 1 < arguments.size()
                    ? arguments.get(at + 1)
                    : "")) {
                shell.complain("illegal option " + letters);
                return USAGE;
            }
            at += letters.endsWith("o") ? 2 : 1;
        }
        List<String> rest = arguments.subList(Math.min(at, arguments.size()), arguments.size());
        if (rest.isEmpty() && !command) {
            return runInput(shell, interactive || Terminal.isTerminal(process.in()));
        }
        String script;
        try {
            script = script(process, command, rest);
        } catch (IOException e) {
            shell.complain("can't open '" + rest.getFirst() + "': " + FileProblem.text(e));
            return USAGE;
        }
        if (command && rest.isEmpty()) {
            shell.complain("-c requires an argument");
            return USAGE;
        }
        int named = command ? 1 : 0;
        if (rest.size() > named) {
            state.setName(rest.get(named));
            state.setArguments(rest.subList(named + 1, rest.size()));
        }
        return run(shell, script);
    }

    private static String script(Surroundings process, boolean command, List<String> rest) throws IOException {
        if (rest.isEmpty()) {
            return "";
        }
        return command
                ? rest.getFirst()
                : Commands.read(process, process.workingDirectory().toString(), rest.getFirst());
    }

    private static int run(Interpreter shell, String script) throws Exception {
        return becoming(shell, () -> Scripts.runToEnd(shell, script));
    }

    private static int runInput(Interpreter shell, boolean interactive) throws Exception {
        TypedScript typed = new TypedScript(shell, interactive);
        return becoming(shell, typed::run);
    }

    private static int becoming(Interpreter shell, Interpreter.Script script) throws Exception {
        Launch next;
        try {
            return shell.runToEnd(script);
        } catch (Jump.Replaced replaced) {
            next = replaced.launch();
        }
        return shell.process().become(next);
    }

    @Override
    public boolean endsOnTerminateAsFirst() {
        return false;
    }
}
