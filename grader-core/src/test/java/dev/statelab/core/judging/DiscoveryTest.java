package dev.statelab.core.judging;

import static dev.statelab.core.EvaluationAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.core.Tasks;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.PodAnswer;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.ParameterResult;
import dev.statelab.core.result.ParameterResult.Absent;
import dev.statelab.core.result.ParameterResult.Ambiguous;
import dev.statelab.core.result.ParameterResult.Choice;
import dev.statelab.core.result.ParameterResult.Found;
import dev.statelab.core.result.ParameterResult.Misnamed;
import dev.statelab.core.result.ParameterResult.Named;
import dev.statelab.core.result.ParameterResult.Unclear;
import dev.statelab.core.task.Task;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiscoveryTest {

    private static final Task TASK = Tasks.read("""
            apiVersion: statelab.dev/v1
            kind: Task
            metadata: {name: sample, title: A sample}
            spec:
              namespace: lab
              parameters:
                set:
                  title: the StatefulSet of the work
                  object: {apiVersion: apps/v1, kind: StatefulSet}
                  find:
                    - where: candidate.spec.?volumeClaimTemplates.orValue([]).size() > 0
                      because: the only StatefulSet with a claim template
                    - because: the only StatefulSet
                headless:
                  title: the Service that governs it
                  object: {apiVersion: v1, kind: Service}
                  find:
                    - where: candidate.metadata.name == set.spec.serviceName
                      because: the Service that serviceName of ${set} names, ${candidate}
                port:
                  title: the port of the application
                  values: containers(set).map(c, c.?ports.orValue([]).map(p, p.containerPort)).flatten()
                  others: "[0-9]{1,5}"
                  find:
                    - because: the only port that a container of ${set} declares
              observe:
                pods: {apiVersion: v1, kind: Pod, controlledBy: set}
              criteria:
                - {id: there, title: It is there, points: 10, expect: [{that: set.spec.replicas == 3}]}
                - {id: pods, title: Its pods, points: 10, expect: [{that: pods.size() == 3}]}
                - {id: governed, title: Governed, points: 10, expect: [{that: headless.spec.clusterIP == "None"}]}
                - {id: number, title: A number, points: 10, expect: [{that: port == 5000}]}
                - {id: nothing, title: Needs none, points: 10, expect: [{that: 'random.word != ""'}]}
                - id: answers
                  title: It answers
                  points: 50
                  steps: [{http: {pod: "${set}-0", port: "${port}", path: /}, expect: [{that: response.status == 200}]}]
            """);

    private static FakeCluster cluster(States states) {
        return new FakeCluster(states)
                .answering(request -> new PodAnswer.Answered(request.port() == 5000 ? 200 : 404, Map.of(), "",
                        false, Duration.ZERO));
    }

    private static Evaluation evaluate(FakeCluster cluster, Map<String, String> named) {
        return Evaluator.evaluate(TASK, cluster, "lab", cluster.options().withNamed(named));
    }

    private static Evaluation evaluate(States states) {
        return evaluate(cluster(states), Map.of());
    }

    private static Choice choice(Evaluation evaluation, String id) {
        return evaluation.parameters().stream().filter(result -> result.id().equals(id)).map(ParameterResult::choice)
                .findFirst().orElseThrow();
    }

    private static States healthy() {
        return States.recorded("healthy-3");
    }

    private static String set(String name, String rest) {
        return """
                {"apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": {"name": "%s", "uid": "%s-uid"},
                 "spec": {"replicas": 1, "serviceName": "%s"%s}}""".formatted(name, name, name, rest);
    }

    @Test
    void the_only_candidate_of_a_rule_is_found_and_the_report_says_why() {
        Evaluation evaluation = evaluate(healthy());

        assertThat(evaluation).scored(100);
        assertThat(evaluation.parameters()).extracting(ParameterResult::choice).containsExactly(
                new Found("kv", "the only StatefulSet with a claim template"),
                new Found("kv-headless", "the Service that serviceName of kv names, kv-headless"),
                new Found("5000", "the only port that a container of kv declares"));
    }

    @Test
    void a_stricter_rule_leaves_out_what_only_a_looser_one_fits() {
        Evaluation evaluation = evaluate(healthy().add(set("vault", "")));

        assertThat(choice(evaluation, "set"))
                .isEqualTo(new Found("kv", "the only StatefulSet with a claim template"));
    }

    @Test
    void a_rule_that_no_candidate_fits_is_passed_over() {
        Evaluation evaluation = evaluate(States.empty().add(set("web", "")));

        assertThat(choice(evaluation, "set")).isEqualTo(new Found("web", "the only StatefulSet"));
    }

    @Test
    void several_that_fit_alike_are_ambiguous_and_cost_nothing() {
        Evaluation evaluation = evaluate(healthy().add(set("other", """
                , "volumeClaimTemplates": [{"metadata": {"name": "data"}}]""")));

        assertThat(choice(evaluation, "set")).isEqualTo(new Ambiguous(List.of("kv", "other")));
        assertThat(evaluation).isIncomplete()
                .inconclusive(Cause.Reason.UNDECIDED, "there", "pods", "governed", "number", "answers");
    }

    @Test
    void what_is_found_by_an_ambiguous_one_is_unclear_for_the_same_reason() {
        Choice choice = choice(evaluate(States.empty().add(set("a", "")).add(set("b", ""))), "port");

        assertThat(choice).isEqualTo(new Unclear(new Cause(Cause.Reason.UNDECIDED,
                "2 could be the StatefulSet of the work: a, b. Name the one that is meant: --param set=a")));
    }

    @Test
    void where_nothing_is_criteria_fail_and_say_what_is_there_instead() {
        Evaluation evaluation = evaluate(States.empty()
                .add("""
                        {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web"}, "spec": {"clusterIP": "None"}}"""));

        assertThat(choice(evaluation, "set"))
                .isEqualTo(new Absent("no StatefulSet in the namespace lab, which has Service web"));
        assertThat(evaluation).scored(10).failed("there", "pods", "governed", "number", "answers").found("pods")
                .isEqualTo("no StatefulSet in the namespace lab, which has Service web");
    }

    @Test
    void a_deployment_in_place_of_a_set_of_any_name_is_the_root_cause() {
        Evaluation evaluation = evaluate(States.empty()
                .add("""
                        {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web", "uid": "d"}, "spec": {}}"""));

        assertThat(evaluation).rootCause("there").isEqualTo("web is a Deployment, not a StatefulSet");
        assertThat(evaluation).rootCause("pods").isEqualTo("web is a Deployment, not a StatefulSet");
    }

    @Test
    void candidates_that_no_rule_fits_are_named() {
        Evaluation evaluation = evaluate(healthy().change("StatefulSet", "kv",
                set -> set.withObject("/spec").put("serviceName", "nosuch")));

        assertThat(evaluation).failed("governed").found("governed")
                .isEqualTo("none of kv-headless can be the Service that governs it");
    }

    @Test
    void a_student_names_one_of_several() {
        Evaluation evaluation = evaluate(cluster(healthy().add(set("other", """
                , "volumeClaimTemplates": [{"metadata": {"name": "data"}}]"""))), Map.of("set", "kv"));

        assertThat(evaluation).scored(100);
        assertThat(choice(evaluation, "set")).isEqualTo(new Named("kv"));
    }

    @Test
    void nothing_is_judged_nor_asked_by_a_name_that_is_no_candidate() {
        FakeCluster cluster = cluster(healthy());

        Evaluation evaluation = evaluate(cluster, Map.of("set", "kw"));

        assertThat(choice(evaluation, "set")).isEqualTo(new Misnamed("kw", List.of("kv")));
        assertThat(evaluation).isIncomplete()
                .inconclusive(Cause.Reason.UNDECIDED, "there", "pods", "governed", "number", "nothing", "answers");
        assertThat(cluster.requests()).isEmpty();
    }

    @Test
    void a_named_object_where_there_is_none_of_its_kind_is_missing_under_that_name() {
        Evaluation evaluation = evaluate(cluster(States.empty()), Map.of("set", "kv"));

        assertThat(evaluation).scored(10).found("there").isEqualTo("StatefulSet lab/kv not found");
    }

    @Test
    void a_value_of_the_form_that_others_have_may_be_named_and_digits_are_a_number() {
        assertThat(evaluate(cluster(healthy()), Map.of("port", "5001"))).failed("number", "answers");
        assertThat(evaluate(cluster(healthy()), Map.of("port", "5000"))).scored(100);
        assertThat(choice(evaluate(cluster(healthy()), Map.of("port", "http")), "port"))
                .isEqualTo(new Misnamed("http", List.of("5000")));
    }

    @Test
    void what_is_just_being_created_is_waited_for() {
        States states = healthy();
        FakeCluster cluster = cluster(States.empty()).changedJustNow();
        cluster.then(states.state(2, cluster.now().plusMillis(800)));

        assertThat(evaluate(cluster, Map.of())).scored(100);
    }

    @Test
    void what_was_found_stays_when_another_comes() {
        States states = healthy();
        FakeCluster cluster = cluster(states);
        cluster.then(states.add(set("second", """
                , "volumeClaimTemplates": [{"metadata": {"name": "data"}}]""")).state(2, cluster.now().plusMillis(1)));

        assertThat(evaluate(cluster, Map.of())).scored(100);
    }

    @Test
    void where_objects_cannot_be_read_nothing_is_said_about_them() {
        Cause cause = new Cause(Cause.Reason.FORBIDDEN, "may not list statefulsets");

        Evaluation evaluation = evaluate(cluster(healthy()).unreadable(ResourceKind.STATEFUL_SET, cause), Map.of());

        assertThat(choice(evaluation, "set")).isEqualTo(new Unclear(cause));
        assertThat(evaluation).isIncomplete();
    }

    private static final Task OPTIONAL = Tasks.read("""
            apiVersion: statelab.dev/v1
            kind: Task
            metadata: {name: sample, title: A sample}
            spec:
              namespace: lab
              parameters:
                set: {title: S, object: {apiVersion: apps/v1, kind: StatefulSet}, find: [{because: B}]}
                path:
                  title: the path
                  optional: true
                  values: containers(set)[0].?env.orValue([]).map(e, e.value)
                  others: "/.+"
                  find: [{because: the only one that is named}]
              observe: {}
              criteria: [{id: a, title: A, points: 100, expect: [{that: 'path == ""', show: path}]}]
            """);

    private static Evaluation evaluateOptional(String env, Map<String, String> named) {
        FakeCluster cluster = new FakeCluster(States.empty().add(set("kv", """
                , "template": {"spec": {"containers": [{"name": "app", "env": [%s]}]}}""".formatted(env))));
        return Evaluator.evaluate(OPTIONAL, cluster, "lab", cluster.options().withNamed(named));
    }

    @Test
    void an_optional_one_that_is_not_there_is_an_empty_text_and_costs_nothing() {
        Evaluation evaluation = evaluateOptional("", Map.of());

        assertThat(evaluation).scored(100);
        assertThat(choice(evaluation, "path")).isEqualTo(new Absent("nothing names it"));
    }

    @Test
    void an_optional_one_that_is_ambiguous_is_an_empty_text_and_nothing_is_chosen() {
        Evaluation evaluation = evaluateOptional("{\"value\": \"/a\"}, {\"value\": \"/b\"}", Map.of());

        assertThat(evaluation).scored(100);
        assertThat(choice(evaluation, "path")).isEqualTo(new Ambiguous(List.of("/a", "/b")));
    }

    @Test
    void an_optional_one_that_is_found_or_named_is_what_it_is() {
        assertThat(evaluateOptional("{\"value\": \"/a\"}", Map.of())).found("a").isEqualTo("/a");
        assertThat(evaluateOptional("", Map.of("path", "/c"))).found("a").isEqualTo("/c");
    }

    @Test
    void terminating_objects_are_no_candidates() {
        assertThat(choice(evaluate(States.empty().add(set("old", "").replace("\"uid\"",
                "\"deletionTimestamp\": \"2026-11-20T19:00:00Z\", \"uid\"")).add(set("new", ""))), "set"))
                .isEqualTo(new Found("new", "the only StatefulSet"));
    }
}
