package dev.statelab.core.task;

import dev.statelab.core.expression.ExpressionCompiler;
import dev.statelab.core.task.action.DeletePod;
import dev.statelab.core.task.action.Exec;
import dev.statelab.core.task.action.Http;
import dev.statelab.core.task.action.Patch;
import dev.statelab.core.task.action.ReadFile;
import dev.statelab.core.task.action.Resolve;
import dev.statelab.core.task.action.Scale;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** The names that expressions use. */
final class Names {

    private static final Pattern IDENTIFIER = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]*");

    /** What steps bring. */
    static final Set<String> BROUGHT = Set.of(Http.RESPONSE, DeletePod.DELETION, Exec.OUTPUT, ReadFile.FILE,
            Resolve.RESOLUTION, Scale.SCALING, Patch.PATCHING);

    /** Ours, and those that CEL keeps for itself. */
    private static final Set<String> TAKEN = Keys.and(Keys.and(BROUGHT,
            Set.of(ExpressionCompiler.RANDOM, Parameter.CANDIDATE)),
            Set.of("as", "break", "const", "continue", "else", "false", "for", "function", "if", "import", "in", "let",
                    "loop", "namespace", "null", "package", "return", "true", "var", "void", "while", "type", "int",
                    "uint", "double", "bool", "string", "bytes", "list", "map", "cel", "optional", "size"));

    private Names() {}

    static void check(String name, Node at, Mistakes mistakes) {
        if (!IDENTIFIER.matcher(name).matches()) {
            mistakes.add(at, "a name of letters, digits and underscores, for use in expressions", "'" + name + "'");
        } else if (TAKEN.contains(name)) {
            mistakes.add(at, "a name that expressions do not use already", "'" + name + "'");
        }
    }
}
