package dev.statelab.lab.container.shell;

import java.util.List;

/** Builtins that print. */
final class OutputBuiltins {

    private OutputBuiltins() {}

    static int echo(Interpreter shell, List<String> arguments) {
        int at = 0;
        boolean newLine = true;
        boolean escapes = false;
        while (at < arguments.size() && arguments.get(at).matches("-[neE]+")) {
            newLine &= arguments.get(at).indexOf('n') < 0;
            escapes |= arguments.get(at).indexOf('e') >= 0;
            at++;
        }
        String text = String.join(" ", arguments.subList(at, arguments.size()));
        if (escapes) {
            int stop = Escapes.stop(text);
            newLine &= stop < 0;
            text = Escapes.expand(stop < 0 ? text : text.substring(0, stop));
        }
        shell.streams().printer().print(newLine ? text + "\n" : text);
        return 0;
    }

    static int pwd(Interpreter shell, List<String> arguments) {
        shell.streams().printer().println(shell.state().directory());
        return 0;
    }

    /** The mask that every process has here; it cannot be changed. */
    static int umask(Interpreter shell, List<String> arguments) {
        if (arguments.isEmpty()) {
            shell.streams().printer().println("0022");
        }
        return 0;
    }
}
