package dev.statelab.core.expression;

import dev.statelab.core.expression.Value.Faulty;
import dev.statelab.core.expression.Value.Known;
import dev.statelab.core.expression.Value.Nothing;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A text with <code>${expression}</code> in it. An object is filled in by its name, a number as people write it;
 * <code>$${</code> stands for a literal <code>${</code>.
 */
public final class Template {

    /** No text at all. */
    public static final Template EMPTY = new Template(List.of());

    private final List<Part> parts;

    Template(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    sealed interface Part {
        record Literal(String text) implements Part {}

        record Filled(Expression expression) implements Part {}
    }

    /** A text that is nothing but the value of an expression. */
    public static Template of(Expression expression) {
        return new Template(List.of(new Part.Filled(expression)));
    }

    public boolean isEmpty() {
        return parts.isEmpty();
    }

    /** Whether it is nothing but the value of an expression. */
    public boolean isExpression() {
        return parts.size() == 1 && parts.getFirst() instanceof Part.Filled;
    }

    /** The names that its expressions use. */
    public Set<String> references() {
        return union(Expression::references);
    }

    /** The NAMEs of {@code random.NAME} in it. */
    public Set<String> randomNames() {
        return union(Expression::randomNames);
    }

    /** The text as a {@link Known} string, or why it cannot be filled in. */
    public Value render(Map<String, Object> bindings) {
        return render(bindings, UnaryOperator.identity());
    }

    /**
     * The same, with each filled-in value made safe for its place first.
     *
     * @param escape what to do with a filled-in value; the literal text stays as it is
     */
    public Value render(Map<String, Object> bindings, UnaryOperator<String> escape) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Literal(String literal) -> text.append(literal);
                case Part.Filled(Expression expression) -> {
                    switch (expression.evaluate(bindings)) {
                        case Known(Object value) -> text.append(escape.apply(Values.fill(value)));
                        case Nothing nothing -> {
                            return nothing;
                        }
                        case Faulty faulty -> {
                            return faulty;
                        }
                    }
                }
            }
        }
        return new Known(text.toString());
    }

    /** What it comes to: a text, or whatever the expression gives that it is. */
    public Value evaluate(Map<String, Object> bindings) {
        return isExpression() && parts.getFirst() instanceof Part.Filled(Expression expression)
                ? expression.evaluate(bindings)
                : render(bindings);
    }

    /** The text for people, with an ellipsis for what cannot be filled in. */
    public String show(Map<String, Object> bindings) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(switch (part) {
                case Part.Literal(String literal) -> literal;
                case Part.Filled(Expression expression) ->
                    expression.evaluate(bindings) instanceof Known(Object value) ? Values.fill(value) : "…";
            });
        }
        return text.toString();
    }

    private Set<String> union(Function<Expression, Set<String>> names) {
        Set<String> union = new HashSet<>();
        for (Part part : parts) {
            if (part instanceof Part.Filled(Expression expression)) {
                union.addAll(names.apply(expression));
            }
        }
        return union;
    }
}
