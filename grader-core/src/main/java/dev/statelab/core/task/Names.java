package dev.statelab.core.task;

import dev.statelab.core.expression.ExpressionCompiler;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** The names that expressions use. */
public final class Names {

    /** The answer to the request of a step. */
    public static final String RESPONSE = "response";

    /** What a deletion replaced. */
    public static final String DELETION = "deletion";

    private static final Pattern IDENTIFIER = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]*");

    /** Ours, and those that CEL keeps for itself. */
    private static final Set<String> TAKEN = Set.of(ExpressionCompiler.RANDOM, RESPONSE, DELETION, "as", "break",
            "const",
            "continue", "else", "false", "for", "function", "if", "import", "in", "let", "loop", "namespace", "null",
            "package", "return", "true", "var", "void", "while", "type", "int", "uint", "double", "bool", "string",
            "bytes",
            "list", "map", "cel", "optional", "size");

    private Names() {}

    static void check(String name, Node at, Mistakes mistakes) {
        if (!IDENTIFIER.matcher(name).matches()) {
            mistakes.add(at, "a name of letters, digits and underscores, for use in expressions", "'" + name + "'");
        } else if (TAKEN.contains(name)) {
            mistakes.add(at, "a name that expressions do not use already", "'" + name + "'");
        }
    }
}
