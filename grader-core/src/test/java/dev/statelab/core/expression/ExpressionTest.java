package dev.statelab.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.expression.ExpressionCompiler.Shape;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

    private static final String SET = """
            {"metadata": {"name": "kv", "uid": "u-1", "ownerReferences": [{"uid": "u-1", "controller": true}]},
             "spec": {"replicas": 3, "one": 1.0, "half": 0.5, "none": null, "list": ["b", "a"]},
             "status": {"conditions": [{"type": "Ready", "status": "True"}]}}""";

    private static final String POD = """
            {"metadata": {"name": "kv-0", "labels": {"app": "kv", "more": "x"}},
             "spec": {
               "initContainers": [{"name": "prepare"}],
               "containers": [
                 {"name": "app", "image": "a:1", "ports": [{"name": "http", "containerPort": 5000}],
                  "env": [{"name": "MODE", "value": "fast"},
                          {"name": "POD_NAME", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}}],
                  "readinessProbe": {"httpGet": {"path": "/ready"}},
                  "volumeMounts": [{"name": "data", "mountPath": "/data/"}]},
                 {"name": "side"}],
               "volumes": [{"name": "data", "persistentVolumeClaim": {"claimName": "data-kv-0"}},
                           {"name": "tmp", "emptyDir": {}}]}}""";

    private static Map<String, Object> bindings() {
        try {
            Map<String, Object> bindings = new HashMap<>();
            bindings.put("set", Values.of(new ObjectMapper().readTree(SET)));
            bindings.put("random", Map.of("key", "k-1"));
            return bindings;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Expression expression(String source) {
        return switch (new ExpressionCompiler(Map.of("set", ExpressionCompiler.Shape.OBJECT), CheckedExpressions.none())
                .value(source,
                        Set.of("set", "random"))) {
            case Compilation.Compiled<Expression>(Expression expression) -> expression;
            case Compilation.Refused<Expression>(var complaints) -> throw new AssertionError(complaints);
        };
    }

    private static Template template(String source) {
        return switch (new TemplateCompiler(
                new ExpressionCompiler(Map.of("set", ExpressionCompiler.Shape.OBJECT), CheckedExpressions.none()))
                .compile(source, Set.of("set", "random"))) {
            case Compilation.Compiled<Template>(Template template) -> template;
            case Compilation.Refused<Template>(var complaints) -> throw new AssertionError(complaints);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "set.spec.replicas == 3",
        "set.spec.one == 1",
        "set.spec.one + 1 == 2",
        "type(set.spec.one) == int",
        "set.spec.half < 1",
        "set.spec.replicas > 2.5",
        "!has(set.spec.none)",
        "set.spec.?nosuch.orValue('x') == 'x'",
        "set.spec.list.sort() == ['a', 'b']",
        "set.spec.list.join('-') == 'b-a'",
        "quantity('1Mi') == 1048576",
        "quantity('1M') < quantity('1Mi')",
        "quantity('1500m') == 1.5",
        "quantity('2e3') == 2000",
        "quantity(5) == 5",
        "numbers('Visits: 7, pod web-0, 0123456789012345678901') == [7, 0]",
        "numbers('none') == []",
        "numbers(12) == [12]",
        "growing([[7, 1, 5], [8, 1, 4], [9, 2, 3]]) == [0]",
        "growing([[1, 2], [2, 3, 4]]) == [0, 1]",
        "growing([[1, 5], [2, 6], [4, 8]], 2) == []",
        "growing([[1, 5], [2, 6], [4, 8]], 3) == [0, 1]",
        "growing([[], [1]]) == []",
        "growing([]) == []",
        "growing(['1', '2']) == []",
        "growing([['a'], ['b']]) == []",
        "isReady(set)",
        "!isReady({'status': {'conditions': [{'type': 'Ready', 'status': 'False'}]}})",
        "!isReady({'metadata': {'deletionTimestamp': 'x'}, 'status': set.status})",
        "ownedBy(set, set)",
        "!ownedBy({'metadata': {'ownerReferences': [{'uid': 'u-1'}]}}, set)",
        "!ownedBy(set, {'metadata': {}})",
        "random.key == 'k-1'"})
    void it_is_true(String source) {
        assertThat(expression(source).evaluate(bindings())).isEqualTo(new Value.Known(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "container(pod, 'app').?image.orValue('') == 'a:1'",
        "container(pod, 'prepare').hasValue()",
        "!container(pod, 'nosuch').hasValue()",
        "containers(pod).map(c, c.name) == ['app', 'side']",
        "containers(workload).size() == 2",
        "containers({}) == []",
        "mount(pod, '/data').?name.orValue('') == 'data'",
        "mount(workload, '/data/').?name.orValue('') == 'data'",
        "mount(container(pod, 'side'), '/data') == optional.none()",
        "mountOf(pod, 'data').?mountPath.orValue('') == '/data/'",
        "mountOf(container(pod, 'nosuch'), 'data') == optional.none()",
        "env(pod, 'MODE').orValue('') == 'fast'",
        "env(pod, 'POD_NAME') == optional.none()",
        "envSource(pod, 'POD_NAME').?fieldRef.?fieldPath.orValue('') == 'metadata.name'",
        "envSource(pod, 'MODE') == optional.none()",
        "probe(pod, 'readiness').?httpGet.?path.orValue('') == '/ready'",
        "probe(pod, 'liveness') == optional.none()",
        "port(pod, 'http').orValue(0) == 5000",
        "port({'spec': {'ports': [{'name': 'http', 'port': 80}]}}, 'http').orValue(0) == 80",
        "port(pod, 'nosuch') == optional.none()",
        "claimNames(pod) == ['data-kv-0']",
        "claimName(pod, 'data').orValue('') == 'data-kv-0'",
        "claimName(pod, 'tmp') == optional.none()",
        "claimTemplate(workload, 'data').?spec.?accessModes.orValue([]) == ['ReadWriteOnce']",
        "claimTemplate(pod, 'data') == optional.none()",
        "condition(set, 'Ready').?status.orValue('') == 'True'",
        "condition(pod, 'Ready') == optional.none()",
        "selects({'spec': {'selector': {'app': 'kv'}}}, pod)",
        "selects({'spec': {'selector': {'app': 'kv'}}}, workload)",
        "selects({'spec': {'selector': {'app': 'kv'}}}, workload.spec.template)",
        "selects(workload, pod)",
        "!selects({'spec': {'selector': {'app': 'other'}}}, pod)",
        "!selects({'spec': {'selector': {}}}, pod)",
        "!selects({'spec': {}}, pod)"})
    void the_parts_of_pods_and_of_what_makes_pods_are_found(String source) throws JsonProcessingException {
        Map<String, Object> bindings = Map.of("set", Values.of(new ObjectMapper().readTree(SET)), "pod",
                Values.of(new ObjectMapper().readTree(POD)), "workload",
                Values.of(new ObjectMapper().readTree("""
                        {"spec": {"selector": {"matchLabels": {"app": "kv"}}, "template": %s, "volumeClaimTemplates": [
                          {"metadata": {"name": "data"}, "spec": {"accessModes": ["ReadWriteOnce"]}}]}}"""
                        .formatted(POD))));
        ExpressionCompiler compiler = new ExpressionCompiler(Map.of("pod", Shape.OBJECT, "workload", Shape.OBJECT),
                CheckedExpressions.none());

        Compilation<Expression> compilation = compiler.condition(source, Set.of("set", "pod", "workload"));

        assertThat(compilation instanceof Compilation.Compiled<Expression>(Expression compiled)
                ? compiled.evaluate(bindings)
                : compilation).isEqualTo(new Value.Known(true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            renders(chart, object)                                | true
            renders(chart, service)                               | false
            renders(chart, vendored)                              | true
            renders(other, object)                                | false
            renders(folder, object)                               | false
            renders(folder, written)                              | true
            renders(chart, written)                               | false
            renders(lost, written)                                | false
            [lost, chart].exists(c, renders(c, object))           | true
            followsValues(chart, object, 'spec.replicas')         | true
            followsValues(chart, object, 'spec.updateStrategy')   | true
            followsValues(chart, object, 'spec.repl')             | false
            followsValues(chart, object, 'spec.serviceName')      | false
            followsValues(chart, service, 'spec.replicas')        | false
            [chart, other].exists(c, followsValues(c, object, 'spec.replicas')) | true
            """)
    void what_a_chart_says_of_an_object_is_found(String source, boolean expected) throws JsonProcessingException {
        assertThat(aboutCharts(source)).isEqualTo(new Value.Known(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            followsValues(chart, object, 'spec.podManagementPolicy') | spec.podManagementPolicy follows the chart's values
            followsValues(lost, object, 'spec.replicas')             | a subchart is missing
            renders(lost, object)                                    | a subchart is missing
            followsValues(chart, vendored, 'spec.replicas')          | Helm stores no other charts
            """)
    void what_nobody_knows_of_a_chart_is_no_answer(String source, String why) throws JsonProcessingException {
        assertThat(aboutCharts(source)).isInstanceOfSatisfying(Value.Faulty.class,
                faulty -> assertThat(faulty.message()).contains(why));
    }

    private static Value aboutCharts(String source) throws JsonProcessingException {
        String rendered = """
                {"metadata": {"name": "%s"}, "source": "%s", "rendered": [
                  {"apiVersion": "apps/v1", "kind": "StatefulSet", "name": "kv", "undecided": ["spec.podManagementPolicy"],
                   "followsValues": {"spec.replicas": ["count"], "spec.updateStrategy.type": ["strategy"]}},
                  {"apiVersion": "apps/v1", "kind": "Deployment", "name": "kv", "trouble": "Helm stores no other charts"}]}""";
        String set = """
                {"apiVersion": "apps/v1", "kind": "%s", "metadata": {"name": "kv", "annotations": {%s}}}""";
        String installed = "\"meta.helm.sh/release-name\": \"mine\"";
        Map<String, String> objects = Map.of("chart", rendered.formatted("mine", "release"), "other",
                rendered.formatted("others", "release"), "folder", rendered.formatted("others", "folder"), "lost",
                "{\"metadata\": {\"name\": \"mine\"}, \"trouble\": \"a subchart is missing\"}", "object",
                set.formatted("StatefulSet", installed), "written", set.formatted("StatefulSet", ""), "service",
                set.formatted("Service", installed), "vendored", set.formatted("Deployment", installed));
        Map<String, Object> bindings = new HashMap<>();
        for (Map.Entry<String, String> object : objects.entrySet()) {
            bindings.put(object.getKey(), Values.of(new ObjectMapper().readTree(object.getValue())));
        }
        Map<String, Shape> shapes = new HashMap<>();
        objects.keySet().forEach(name -> shapes.put(name, Shape.OBJECT));
        return switch (new ExpressionCompiler(shapes, CheckedExpressions.none()).condition(source, objects.keySet())) {
            case Compilation.Compiled<Expression>(Expression compiled) -> compiled.evaluate(bindings);
            case Compilation.Refused<Expression>(var complaints) -> throw new AssertionError(complaints);
        };
    }

    @Test
    void a_probe_of_no_kind_that_there_is_is_a_fault_of_the_task() {
        assertThat(expression("probe(set, 'ready')").evaluate(bindings())).isInstanceOfSatisfying(Value.Faulty.class,
                faulty -> assertThat(faulty.message()).contains("readiness, liveness or startup, found 'ready'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"set.spec.nosuch", "set.nosuch.deeper", "set.spec.list[7]", "random.nosuch"})
    void what_is_not_there_is_nothing(String source) {
        assertThat(expression(source).evaluate(bindings())).isInstanceOf(Value.Nothing.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"set.metadata.name < 5", "1 / 0", "quantity('much')", "set.spec + 1"})
    void what_cannot_be_carried_out_is_a_fault_of_the_task(String source) {
        assertThat(expression(source).evaluate(bindings())).isInstanceOf(Value.Faulty.class);
    }

    @Test
    void a_loop_that_takes_too_long_is_stopped() {
        String list = "[0,1,2,3,4,5,6,7,8,9]";
        String loop = "%s.map(a, %s.map(b, %s.map(c, %s.map(d, %s.map(e, %s.map(f, 1)))))).size()".formatted(list, list,
                list, list, list, list);

        assertThat(expression(loop).evaluate(bindings())).isInstanceOf(Value.Faulty.class);
    }

    @Test
    void it_knows_what_it_refers_to() {
        Expression expression = expression("set.spec.list.exists(x, x == random.key)");

        assertThat(expression.references()).containsExactlyInAnyOrder("set", "random");
        assertThat(expression.randomNames()).containsExactly("key");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ${set}-0                 | kv-0
            /obj/${random.key}       | /obj/k-1
            ${set.spec.one + 1}      | 2
            ${set.spec.half}         | 0.5
            ${set.spec.list}         | b, a
            ${{'a': '}'}.a}!         | }!
            $${set}                  | ${set}
            $5 and } and {           | $5 and } and {
            """)
    void a_template_is_filled_in(String source, String text) {
        assertThat(template(source).render(bindings())).isEqualTo(new Value.Known(text));
    }

    @Test
    void a_template_for_people_shows_what_it_has() {
        assertThat(template("${set} and ${set.spec.nosuch}").show(bindings())).isEqualTo("kv and …");
    }

    @Test
    void every_mistake_of_a_template_is_found() {
        Compilation<Template> compilation = new TemplateCompiler(
                new ExpressionCompiler(Map.of("set", ExpressionCompiler.Shape.OBJECT), CheckedExpressions.none()))
                .compile("${a} ${b}",
                        Set.of());

        assertThat(compilation instanceof Compilation.Refused<Template>(var complaints) ? complaints : List.of())
                .hasSize(2);
    }

    @Test
    void a_long_value_is_cut() {
        assertThat(Values.show(List.of("x".repeat(5000)))).hasSizeLessThan(1100).contains("more characters");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            set.spec.replicas == 4                                               | true
            set.spec.?serviceName.orValue('') == 'kv'                            | true
            set.?spec.replicas.orValue(1) == 1                                   | true
            set.spec.template.spec.containers.exists(c, c.image == 'a')          | true
            has(set.spec.replicas)                                               | true
            containers(set).size() == 1                                          | true
            probe(set, 'readiness').hasValue() && set.spec.replicas == 3         | true
            condition(set, 'Ready').hasValue()                                   | false
            set.spec.replicas == set.status.replicas                             | false
            set.metadata.name == 'kv'                                            | false
            exists(set)                                                          | false
            set.spec.replicas == random.size()                                  | false
            1 == 1                                                               | false
            """)
    void it_is_known_whether_an_expression_reads_what_somebody_wants_or_what_there_is(String source,
            boolean onlySpecs) {
        assertThat(expression(source).readsOnlySpecs()).isEqualTo(onlySpecs);
    }

    /** Objects are large, and expressions are many. */
    @Test
    void only_what_an_expression_asks_for_is_looked_at() {
        AtomicInteger looks = new AtomicInteger();
        ObjectNode elsewhere = new ObjectNode(JsonNodeFactory.instance, new AbstractMap<>() {
            @Override
            public Set<Map.Entry<String, JsonNode>> entrySet() {
                looks.incrementAndGet();
                return Set.of();
            }
        });
        ObjectNode set = JsonNodeFactory.instance.objectNode();
        set.putObject("spec").put("replicas", 3).set("template", elsewhere);
        set.set("status", elsewhere);

        Value value = expression("set.spec.replicas == 3 && set.?spec.?replicas.hasValue()")
                .evaluate(Map.of("set", Values.of(set)));

        assertThat(value).isEqualTo(new Value.Known(true));
        assertThat(looks).hasValue(0);
    }
}
