package dev.statelab.lab.container.shell;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The commands that the shell has in itself. */
final class Builtins {

    private static final Map<String, Builtin> ALL = all();

    private Builtins() {}

    /** Runs with its arguments; its status. */
    @FunctionalInterface
    interface Builtin {
        int run(Interpreter shell, List<String> arguments) throws ShellError;
    }

    static Optional<Builtin> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    private static Map<String, Builtin> all() {
        Map<String, Builtin> all = new HashMap<>();
        all.put(":", (_, _) -> 0);
        all.put("true", (_, _) -> 0);
        all.put("false", (_, _) -> 1);
        all.put(".", ControlBuiltins::source);
        all.put("source", ControlBuiltins::source);
        all.put("break", (_, arguments) -> ControlBuiltins.leaveLoops(arguments, false));
        all.put("continue", (_, arguments) -> ControlBuiltins.leaveLoops(arguments, true));
        all.put("eval", ControlBuiltins::eval);
        all.put("exec", ControlBuiltins::exec);
        all.put("exit", (shell, arguments) -> {
            throw new Jump.Exit(ControlBuiltins.status("exit", shell, arguments));
        });
        all.put("return", (shell, arguments) -> {
            throw new Jump.Return(ControlBuiltins.status("return", shell, arguments));
        });
        all.put("command", ControlBuiltins::command);
        all.put("type", ControlBuiltins::type);
        all.put("trap", JobBuiltins::trap);
        all.put("wait", JobBuiltins::await);
        all.put("kill", JobBuiltins::kill);
        all.put("cd", VariableBuiltins::cd);
        all.put("export", VariableBuiltins::export);
        all.put("local", VariableBuiltins::local);
        all.put("read", VariableBuiltins::read);
        all.put("readonly", VariableBuiltins::readOnly);
        all.put("set", VariableBuiltins::set);
        all.put("shift", VariableBuiltins::shift);
        all.put("unset", VariableBuiltins::unset);
        all.put("umask", OutputBuiltins::umask);
        all.put("echo", OutputBuiltins::echo);
        all.put("printf", Printf::run);
        all.put("pwd", OutputBuiltins::pwd);
        all.put("test", TestBuiltin::test);
        all.put("[", TestBuiltin::bracket);
        return Map.copyOf(all);
    }
}
