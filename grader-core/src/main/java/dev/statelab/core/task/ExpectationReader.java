package dev.statelab.core.task;

import dev.statelab.core.expression.Compilation;
import dev.statelab.core.expression.Compilation.Compiled;
import dev.statelab.core.expression.Compilation.Refused;
import dev.statelab.core.expression.Expression;
import dev.statelab.core.expression.ExpressionCompiler;
import dev.statelab.core.expression.Template;
import dev.statelab.core.expression.TemplateCompiler;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads expectations, and compiles expressions and texts with expressions in them. */
final class ExpectationReader {
    private final ExpressionCompiler expressions;
    private final TemplateCompiler templates;
    private final Mistakes mistakes;

    ExpectationReader(ExpressionCompiler expressions, TemplateCompiler templates, Mistakes mistakes) {
        this.expressions = expressions;
        this.templates = templates;
        this.mistakes = mistakes;
    }

    /**
     * The expectations under {@code expect}.
     *
     * @param keys what an expectation may have here
     * @param names what its expressions may refer to
     */
    List<Expectation> read(Fields fields, Set<String> keys, Set<String> names) {
        return fields.list("expect", node -> expectation(node, keys, names)).stream().flatMap(Optional::stream)
                .toList();
    }

    private Optional<Expectation> expectation(Node node, Set<String> keys, Set<String> names) {
        Fields fields = Fields.of(node, "an expectation", keys, mistakes);
        fields.require("that");
        Optional<Expression> condition = condition(fields, "that", names);
        Template show = value(fields, "show", names).map(Template::of).orElse(Template.EMPTY);
        Template expected = template(fields, "expected", names);
        Template hint = template(fields, "hint", names);
        int points = fields.number("points", 1, CriterionReader.MOST_POINTS, 0);
        List<String> needs = fields.texts("needs");
        return condition.map(expression -> new Expectation(expression, points, needs, show, expected, hint));
    }

    /** The expression of a field that is true or false; empty when there is none, or when it is faulty. */
    Optional<Expression> condition(Fields fields, String key, Set<String> names) {
        String source = fields.text(key, "");
        return source.isEmpty() ? Optional.empty() : compiled(expressions.condition(source, names), fields.place(key));
    }

    /** What holds of everything. */
    Expression always() {
        return switch (expressions.condition("true", Set.of())) {
            case Compiled<Expression>(Expression value) -> value;
            case Refused<Expression> refused -> throw new IllegalStateException(refused.toString());
        };
    }

    /** The expression of a field; empty when there is none, or when it is faulty. */
    Optional<Expression> value(Fields fields, String key, Set<String> names) {
        String source = fields.text(key, "");
        return source.isEmpty() ? Optional.empty() : compiled(expressions.value(source, names), fields.place(key));
    }

    /** The text of a field; the empty one when there is none. */
    Template template(Fields fields, String key, Set<String> names) {
        String source = fields.text(key, "");
        return compiled(templates.compile(source, names), fields.place(key)).orElse(Template.EMPTY);
    }

    /** A whole number, or the text that comes to one. */
    Template count(Fields fields, String key, int least, int most, Set<String> names) {
        return fields.require(key).filter(node -> node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.INT))
                .map(node -> compiled(templates.compile(Integer.toString(fields.number(key, least, most)), names), node)
                        .orElse(Template.EMPTY))
                .orElseGet(() -> template(fields, key, names));
    }

    /** The texts of a list; none when there is no such field. */
    List<Template> templates(Fields fields, String key, Set<String> names) {
        return fields.list(key, node -> compiled(templates.compile(fields.textOf(node), names), node)
                .orElse(Template.EMPTY));
    }

    private <T> Optional<T> compiled(Compilation<T> compilation, Node at) {
        return switch (compilation) {
            case Compiled<T>(T value) -> Optional.of(value);
            case Refused<T>(List<Compilation.Complaint> complaints) -> {
                mistakes.add(at, complaints);
                yield Optional.empty();
            }
        };
    }
}
