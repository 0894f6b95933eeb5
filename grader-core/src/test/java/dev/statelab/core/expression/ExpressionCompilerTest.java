package dev.statelab.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.expression.Compilation.Compiled;
import dev.statelab.core.expression.Compilation.Complaint;
import dev.statelab.core.expression.Compilation.Refused;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExpressionCompilerTest {

    private final ExpressionCompiler compiler = new ExpressionCompiler(Map.of(), CheckedExpressions.none());

    private static Expression compiled(Compilation<Expression> compilation) {
        return ((Compiled<Expression>) compilation).value();
    }

    private static List<Complaint> complaints(Compilation<Expression> compilation) {
        return ((Refused<Expression>) compilation).complaints();
    }

    @Test
    void names_that_an_expression_does_not_mention_make_no_other_of_it() {
        Expression first = compiled(compiler.value("set.spec", Set.of("set", "pods")));

        assertThat(compiled(compiler.value("set.spec", Set.of("set", "claims")))).isSameAs(first);
        assertThat(first.references()).containsExactly("set");
    }

    @Test
    void a_name_is_known_only_where_it_may_be_referred_to() {
        Expression both = compiled(compiler.value("set == pods", Set.of("set", "pods")));

        assertThat(complaints(compiler.value("set == pods", Set.of("set", "claims")))).containsExactly(
                new Complaint("one of claims, set, or a function", "'pods' in 'set == pods'"));
        assertThat(complaints(compiler.value("set == pods", Set.of("pods")))).containsExactly(
                new Complaint("one of pods, or a function", "'set' in 'set == pods'"));
        assertThat(both.references()).containsExactlyInAnyOrder("set", "pods");
    }

    @Test
    void a_value_is_no_condition() {
        Expression text = compiled(compiler.value("'text'", Set.of()));

        assertThat(complaints(compiler.condition("'text'", Set.of()))).singleElement()
                .extracting(Complaint::expected).isEqualTo("an expression that is true or false");
        assertThat(text.constant()).contains(new Value.Known("text"));
    }
}
