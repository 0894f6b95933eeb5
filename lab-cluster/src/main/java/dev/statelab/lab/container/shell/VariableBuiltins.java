package dev.statelab.lab.container.shell;

import dev.statelab.lab.container.files.FileProblem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.TreeMap;

/** Builtins that change what the shell remembers. */
final class VariableBuiltins {

    private VariableBuiltins() {}

    static int cd(Interpreter shell, List<String> arguments) throws ShellError {
        ShellState state = shell.state();
        String target = arguments.isEmpty() ? state.variable("HOME").orElse("/") : arguments.getLast();
        boolean back = target.equals("-");
        if (back) {
            target = state.variable("OLDPWD").orElse(state.directory());
        }
        Path folder = shell.process().files().getPath(state.directory()).resolve(target).normalize();
        try {
            if (!Files.readAttributes(folder, BasicFileAttributes.class).isDirectory()) {
                shell.complain("cd: can't cd to " + target + ": Not a directory");
                return 2;
            }
            folder.getFileSystem().provider().checkAccess(folder, AccessMode.EXECUTE);
        } catch (IOException e) {
            shell.complain("cd: can't cd to " + target + ": " + FileProblem.text(e));
            return 2;
        }
        state.set("OLDPWD", state.directory());
        state.setDirectory(folder.toString());
        state.set("PWD", state.directory());
        if (back) {
            shell.streams().printer().println(state.directory());
        }
        return 0;
    }

    static int export(Interpreter shell, List<String> arguments) throws ShellError {
        ShellState state = shell.state();
        if (arguments.isEmpty() || arguments.equals(List.of("-p"))) {
            state.exported().forEach((name, value) -> shell.streams().printer()
                    .println("export " + name + "=" + Quoting.always(value)));
            return 0;
        }
        boolean not = arguments.getFirst().equals("-n");
        for (String argument : not ? arguments.subList(1, arguments.size()) : arguments) {
            String name = define(state, "export", argument);
            if (not) {
                state.unexport(name);
            } else {
                state.export(name);
            }
        }
        return 0;
    }

    static int readOnly(Interpreter shell, List<String> arguments) throws ShellError {
        for (String argument : arguments) {
            shell.state().makeReadOnly(define(shell.state(), "readonly", argument));
        }
        return 0;
    }

    static int local(Interpreter shell, List<String> arguments) throws ShellError {
        ShellState state = shell.state();
        if (state.functionDepth() == 0) {
            throw new ShellError("local: not in a function");
        }
        for (String argument : arguments) {
            state.makeLocal(name("local", argument));
            define(state, "local", argument);
        }
        return 0;
    }

    /** Sets the variable when the argument gives it a value; its name. */
    private static String define(ShellState state, String builtin, String argument) throws ShellError {
        String name = name(builtin, argument);
        if (name.length() < argument.length()) {
            state.set(name, argument.substring(name.length() + 1));
        }
        return name;
    }

    private static String name(String builtin, String argument) throws ShellError {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        if (!Assignments.isName(name)) {
            throw new ShellError(builtin + ": " + argument + ": bad variable name");
        }
        return name;
    }

    static int unset(Interpreter shell, List<String> arguments) throws ShellError {
        boolean functions = arguments.contains("-f");
        for (String name : arguments) {
            if (functions) {
                shell.state().functions().remove(name);
            } else if (!name.equals("-v")) {
                shell.state().unset(name);
            }
        }
        return 0;
    }

    static int shift(Interpreter shell, List<String> arguments) throws ShellError {
        List<String> values = shell.state().arguments();
        String count = arguments.isEmpty() ? "1" : arguments.getFirst();
        if (!count.matches("\\d{1,9}")) {
            throw new ShellError("shift: Illegal number: " + count);
        }
        if (Integer.parseInt(count) > values.size()) {
            return 1;
        }
        shell.state().setArguments(values.subList(Integer.parseInt(count), values.size()));
        return 0;
    }

    static int set(Interpreter shell, List<String> arguments) throws ShellError {
        ShellState state = shell.state();
        if (arguments.isEmpty()) {
            new TreeMap<>(state.variables()).forEach((name, value) -> shell.streams().printer()
                    .println(name + "=" + Quoting.always(value)));
            return 0;
        }
        int at = 0;
        while (at < arguments.size() && arguments.get(at).matches("[-+][a-zA-Z]+")) {
            String letters = arguments.get(at);
            if (!Options.set(state, letters, at + 1 < arguments.size() ? arguments.get(at + 1) : "")) {
                throw new ShellError("set: illegal option " + letters);
            }
            at += letters.endsWith("o") ? 2 : 1;
        }
        boolean dashes = at < arguments.size() && arguments.get(at).equals("--");
        if (dashes || at < arguments.size()) {
            state.setArguments(arguments.subList(dashes ? at + 1 : at, arguments.size()));
        }
        return 0;
    }

    /** {@code read [-r] name …}: one line, its fields into the variables, the rest into the last. */
    static int read(Interpreter shell, List<String> arguments) throws ShellError {
        boolean raw = arguments.contains("-r");
        List<String> names = arguments.stream().filter(argument -> !argument.startsWith("-")).toList();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean complete;
        try {
            complete = readLine(shell.streams().in(), line, raw);
        } catch (IOException _) {
            return 1;
        }
        assign(shell, names.isEmpty() ? List.of("REPLY") : names, line.toString(StandardCharsets.UTF_8));
        return complete ? 0 : 1;
    }

    private static boolean readLine(InputStream in, ByteArrayOutputStream line, boolean raw) throws IOException {
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return true;
            }
            if (c == '\\' && !raw) {
                int escaped = in.read();
                if (escaped >= 0 && escaped != '\n') {
                    line.write(escaped);
                }
            } else {
                line.write(c);
            }
        }
        return false;
    }

    private static void assign(Interpreter shell, List<String> names, String line) throws ShellError {
        String separators = shell.expander().separators();
        int at = skip(line, 0, separators);
        for (int i = 0; i < names.size(); i++) {
            boolean last = i == names.size() - 1;
            int end = at;
            while (end < line.length() && (last || separators.indexOf(line.charAt(end)) < 0)) {
                end++;
            }
            int next = end;
            while (last && end > at && isBlank(line.charAt(end - 1), separators)) {
                end--;
            }
            shell.state().set(names.get(i), line.substring(at, end));
            int afterBlanks = skip(line, next, separators);
            boolean mark = afterBlanks < line.length() && separators.indexOf(line.charAt(afterBlanks)) >= 0;
            at = mark ? skip(line, afterBlanks + 1, separators) : afterBlanks;
        }
    }

    private static int skip(String line, int from, String separators) {
        int at = from;
        while (at < line.length() && isBlank(line.charAt(at), separators)) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(char c, String separators) {
        return Character.isWhitespace(c) && separators.indexOf(c) >= 0;
    }
}
