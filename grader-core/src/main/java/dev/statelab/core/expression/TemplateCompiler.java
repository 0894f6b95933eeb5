package dev.statelab.core.expression;

import dev.statelab.core.expression.Compilation.Complaint;
import dev.statelab.core.expression.Template.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Compiles texts with <code>${expression}</code> in them. */
public final class TemplateCompiler {
    private final ExpressionCompiler expressions;

    public TemplateCompiler(ExpressionCompiler expressions) {
        this.expressions = expressions;
    }

    /**
     * Compiles one text.
     *
     * @param names what its expressions may refer to
     */
    public Compilation<Template> compile(String source, Set<String> names) {
        List<Part> parts = new ArrayList<>();
        List<Complaint> complaints = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int at = 0;
        while (at < source.length()) {
            if (source.startsWith("$${", at)) {
                literal.append("${");
                at += 3;
            } else if (source.startsWith("${", at)) {
                int end = endOfExpression(source, at + 2);
                if (end < 0) {
                    complaints.add(new Complaint("a closing brace for '${'", "'" + source.substring(at) + "'"));
                    break;
                }
                flush(literal, parts);
                switch (expressions.value(source.substring(at + 2, end), names)) {
                    case Compilation.Compiled<Expression>(Expression expression) ->
                        parts.add(new Part.Filled(expression));
                    case Compilation.Refused<Expression>(List<Complaint> refusals) -> complaints.addAll(refusals);
                }
                at = end + 1;
            } else {
                literal.append(source.charAt(at));
                at++;
            }
        }
        flush(literal, parts);
        return complaints.isEmpty()
                ? new Compilation.Compiled<>(new Template(parts))
                : new Compilation.Refused<>(complaints);
    }

    private static void flush(StringBuilder literal, List<Part> parts) {
        if (!literal.isEmpty()) {
            parts.add(new Part.Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    /** Where the brace is that closes the expression; braces in strings and maps do not count. Negative for none. */
    private static int endOfExpression(String source, int start) {
        int depth = 0;
        char quote = 0;
        for (int at = start; at < source.length(); at++) {
            char c = source.charAt(at);
            if (quote != 0) {
                if (c == '\\') {
                    at++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '{') {
                depth++;
            } else if (c == '}') {
                if (depth == 0) {
                    return at;
                }
                depth--;
            }
        }
        return -1;
    }
}
