package dev.statelab.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.Unseen;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {

    private final Trace<String> trace = new Trace<>(_ -> false);

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "o.spec.replicas == 3 && o.status.phase == 'x' ; false",
        "o.status.phase == 'x' && o.spec.replicas == 3 ; false",
        "o.status.phase == 'x' || o.spec.replicas == 4 ; true",
        "o.spec.list.exists(e, e.secret == 1 || e.name == 'b') ; true",
        "o.spec.list.all(e, e.name == 'z' && e.secret == 1) ; false",
        "o.spec.replicas > 5 ? o.status : true ; true",
        "exists(o) ; true",
    })
    void what_cannot_be_seen_does_not_matter_where_the_rest_decides(String expression, boolean decided) {
        assertThat(evaluate(expression)).isEqualTo(new Value.Known(decided));
    }

    @ParameterizedTest
    @ValueSource(strings = {"o.status.phase == 'x'", "has(o.status)", "has(o.status.phase)",
        "o.?status.?phase.orValue('') == 'x'", "'status' in o", "o['status'] == 1", "o[?'status'].hasValue()",
        "isReady(o)", "o.spec.list.all(e, e.secret == 1)", "o.spec.list.exists(e, e.secret == 1)",
        "o.spec.list.exists_one(e, e.secret == 1)", "o.spec.list.filter(e, e.name == 'a').all(e, e.secret == 1)",
        "o.spec.list.map(e, e.secret) == [1, 1]", "o.spec.nosuch == 1 || o.status.phase == 'x'",
        "cel.bind(x, o.status, x == 1)", "o.all(k, k == 'spec' || o[k] == 1)", "dyn(o.spec.list[0]) == {'name': 'a'} "
                + "|| o.status.phase == 'x'"})
    void what_cannot_be_seen_is_no_answer(String expression) {
        assertThat(evaluate(expression)).isNotInstanceOf(Value.Known.class);
        assertThat(trace.unseen()).isNotEmpty();
    }

    @Test
    void it_notes_which_fields_were_read_and_the_last_one_last() {
        evaluate("o.spec.list.exists(e, e.name == 'b') && o.spec.?nosuch.orValue(1) == o.spec.replicas");

        assertThat(trace.reads()).extracting(Trace.Read::path).containsExactly(List.of("spec", "list", "0", "name"),
                List.of("spec", "list", "1", "name"), List.of("spec", "nosuch"), List.of("spec", "replicas"));
    }

    @Test
    void a_field_can_be_hidden() {
        Trace<String> blind = new Trace<>(Set.of(new Trace.Read<>("o", List.of("spec", "replicas")))::contains);

        assertThat(evaluate("o.spec.replicas == 4", blind)).isNotInstanceOf(Value.Known.class);
        assertThat(evaluate("o.spec.list.size() == 2", blind)).isEqualTo(new Value.Known(true));
    }

    private Value evaluate(String expression) {
        return evaluate(expression, trace);
    }

    private static Value evaluate(String expression, Trace<String> trace) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.set("status", Unseen.node());
        ObjectNode spec = object.putObject("spec").put("replicas", 4).putNull("nothing");
        for (String name : List.of("a", "b")) {
            spec.withArray("list").addObject().put("name", name).set("secret", Unseen.node());
        }
        return switch (new ExpressionCompiler(Map.of(), CheckedExpressions.none()).value(expression, Set.of("o"))) {
            case Compilation.Compiled<Expression>(Expression compiled) ->
                compiled.evaluate(Map.of("o", trace.of("o", object)));
            case Compilation.Refused<Expression> refused -> throw new AssertionError(refused.toString());
        };
    }
}
