package dev.statelab.lab.container.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the text of a script, line by line, as far as it can be read. */
final class Scripts {

    private Scripts() {}

    static int run(Interpreter shell, String text) throws ShellError {
        return run(shell, text, false);
    }

    /** Runs a script after which the shell ends: the last program takes the shell's place, as in ash. */
    static int runToEnd(Interpreter shell, String text) throws ShellError {
        return run(shell, text, true);
    }

    private static int run(Interpreter shell, String text, boolean ends) throws ShellError {
        int status = 0;
        try {
            Parser parser = Parser.of(text);
            Optional<Node> line = parser.nextLine();
            while (line.isPresent()) {
                Node node = ends && parser.atEnd() ? ending(line.get()) : line.get();
                if (!shell.state().has(ShellState.Option.NOEXEC)) {
                    status = shell.run(node);
                }
                line = parser.nextLine();
            }
        } catch (SyntaxException e) {
            String message = String.valueOf(e.getMessage());
            boolean whole = message.startsWith("bad substitution");
            throw new ShellError(whole ? message : "syntax error: " + message);
        }
        return status;
    }

    /** The same, with the command marked after which nothing comes. */
    private static Node ending(Node node) {
        return switch (node) {
            case Node.Simple simple -> new Node.Last(simple);
            case Node.Sequence(List<Node> nodes) when !nodes.isEmpty() -> {
                List<Node> marked = new ArrayList<>(nodes);
                marked.set(nodes.size() - 1, ending(nodes.getLast()));
                yield new Node.Sequence(marked);
            }
            case Node.Both both -> new Node.Both(both.first(), both.onSuccess(), ending(both.second()));
            case Node.If choice -> new Node.If(choice.condition(), ending(choice.then()), ending(choice.otherwise()));
            case Node other -> other;
        };
    }
}
