package dev.statelab.core.judging;

import static dev.statelab.core.EvaluationAssert.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.Tasks;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Command;
import dev.statelab.core.cluster.CommandAnswer;
import dev.statelab.core.cluster.PodAnswer;
import dev.statelab.core.cluster.Target;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.result.Outcome;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Steps that ask and look; see ScaleStepTest for scaling. */
class StepsTest {

    private final States states = States.recorded("healthy-3");

    private FakeCluster cluster() {
        return new FakeCluster(states).answering(_ -> Applications.answer(200, "{\"n\":1}"));
    }

    private static Evaluation evaluate(FakeCluster cluster, String... steps) {
        String criterion = "- id: a\n  title: A\n  points: 100\n  steps:\n";
        return Evaluator.evaluate(Tasks.withCriteria(criterion + "    - " + String.join("\n    - ", steps)), cluster,
                "lab", cluster.options());
    }

    private static List<Evidence> evidence(Evaluation evaluation) {
        return evaluation.criteria().getFirst().evidence();
    }

    private static String cause(Evaluation evaluation) {
        return evaluation.criteria().getFirst().outcome() instanceof Outcome.Inconclusive(Cause cause)
                ? cause.message()
                : evaluation.criteria().getFirst().outcome().toString();
    }

    @Test
    void a_service_is_asked_by_its_name() {
        FakeCluster cluster = cluster();

        Evaluation evaluation = evaluate(cluster,
                "{http: {service: kv-headless, port: 80, path: /}, expect: [{that: response.json.n == 1}]}");

        assertThat(evaluation).scored(100);
        Assertions.assertThat(cluster.requests()).singleElement()
                .satisfies(request -> Assertions.assertThat(request.target())
                        .isEqualTo(new Target.Service("kv-headless")));
    }

    @Test
    void a_name_leads_to_its_pod() {
        FakeCluster cluster = cluster();

        Evaluation evaluation = evaluate(cluster, "{http: {name: kv-1.kv-headless, port: 80, path: /}}");

        assertThat(evaluation).scored(100);
        Assertions.assertThat(cluster.requests()).singleElement()
                .satisfies(request -> Assertions.assertThat(request.target()).isEqualTo(new Target.Pod("kv-1")));
    }

    @Test
    void a_name_that_does_not_resolve_fails() {
        states.remove("Service");
        FakeCluster cluster = cluster();

        Evaluation evaluation = evaluate(cluster, "{http: {name: kv-1.kv-headless, port: 80, path: /}}");

        assertThat(evaluation).failed("a").found("a").isEqualTo("there is no Service kv-headless");
        assertThat(evaluation).expected("a").isEqualTo("the name kv-1.kv-headless to lead to a pod");
        Assertions.assertThat(cluster.requests()).isEmpty();
    }

    @Test
    void a_name_that_leads_out_of_the_namespace_fails() {
        states.changeAll("EndpointSlice", slice -> ((ObjectNode) slice.path("endpoints").get(1)).putArray("addresses")
                .add("192.0.2.1"));
        FakeCluster cluster = cluster();

        Evaluation evaluation = evaluate(cluster, "{http: {name: kv-1.kv-headless, port: 80, path: /}}");

        assertThat(evaluation).failed("a").found("a").isEqualTo(
                "it leads to 192.0.2.1, where no pod of the namespace is");
        Assertions.assertThat(cluster.requests()).isEmpty();
    }

    @Test
    void an_endpoint_that_comes_with_its_pod_is_waited_for() {
        FakeCluster cluster = new FakeCluster(States.recorded("healthy-3").remove("EndpointSlice")).changedJustNow()
                .answering(_ -> Applications.answer(200, ""));
        cluster.then(states.state(2, cluster.now().plusMillis(800)));

        assertThat(evaluate(cluster, "{http: {name: kv-1.kv-headless, port: 80, path: /}}")).scored(100);
    }

    @Test
    void a_request_is_repeated_only_until_the_answer_is_as_expected() {
        AtomicInteger requests = new AtomicInteger();
        FakeCluster cluster = new FakeCluster(states)
                .answering(_ -> requests.incrementAndGet() < 3
                        ? Applications.answer(503, "not yet")
                        : Applications.answer(200, "there"));

        Evaluation evaluation = evaluate(cluster, """
                {http: {pod: kv-0, port: 80, path: /, retry: 10s}, expect: [{that: response.status == 200}]}""");

        assertThat(evaluation).scored(100);
        Assertions.assertThat(requests).hasValue(3);
        Assertions.assertThat(evaluation.timing().totalMillis()).isEqualTo(1000);
        Assertions.assertThat(evidence(evaluation)).singleElement()
                .isInstanceOfSatisfying(Evidence.Exchange.class,
                        exchange -> Assertions.assertThat(exchange.body()).isEqualTo("there"));
    }

    @Test
    void an_answer_that_never_is_as_expected_fails_when_the_time_is_over() {
        FakeCluster cluster = new FakeCluster(states).answering(_ -> new PodAnswer.NoAnswer("the pod is gone"));

        Evaluation evaluation = evaluate(cluster, "{http: {pod: kv-0, port: 80, path: /, retry: 2s}}");

        assertThat(evaluation).failed("a").found("a").isEqualTo("the pod is gone");
        Assertions.assertThat(cluster.requests()).hasSize(5);
    }

    @Test
    void without_retry_a_request_is_sent_once() {
        FakeCluster cluster = new FakeCluster(states).answering(_ -> Applications.answer(500, ""));

        assertThat(
                evaluate(cluster, "{http: {pod: kv-0, port: 80, path: /}, expect: [{that: response.status == 200}]}"))
                .failed("a");
        Assertions.assertThat(cluster.requests()).hasSize(1);
    }

    @Test
    void what_cannot_be_found_out_is_not_tried_again() {
        FakeCluster cluster = new FakeCluster(states)
                .answering(_ -> new PodAnswer.Unknown(new Cause(Cause.Reason.FORBIDDEN, "no")));

        assertThat(evaluate(cluster, "{http: {pod: kv-0, port: 80, path: /, retry: 10s}}"))
                .inconclusive(Cause.Reason.FORBIDDEN, "a");
        Assertions.assertThat(cluster.requests()).hasSize(1);
    }

    @Test
    void a_commands_end_is_judged() {
        FakeCluster cluster = cluster().running(_ -> Commands.ended(3, "1000\n", "oops\n"));

        Evaluation evaluation = evaluate(cluster, """
                {exec: {pod: kv-0, command: [id, "-u ${service}"]}, expect:
                    [{that: 'output.exitCode == 3 && output.stdout == "1000\\n" && output.stderr == "oops\\n"'}]}""");

        assertThat(evaluation).scored(100);
        Assertions.assertThat(cluster.commands()).singleElement().satisfies(command -> {
            Assertions.assertThat(command.words()).containsExactly("id", "-u kv-headless");
            Assertions.assertThat(command.container()).isEqualTo("app");
        });
        Assertions.assertThat(evidence(evaluation)).contains(new Evidence.Ran(
                new Evidence.Command("kv-0", "app", List.of("id", "-u kv-headless")), 3, "1000\n", "oops\n"));
    }

    @Test
    void an_exit_code_that_is_not_as_expected_fails_with_what_was_printed() {
        FakeCluster cluster = cluster().running(_ -> Commands.ended(3, "", "oops\n"));

        Evaluation evaluation = evaluate(cluster,
                "{exec: {pod: kv-0, command: [\"false\"]}, expect: [{that: output.exitCode == 0}]}");

        assertThat(evaluation).failed("a").found("a")
                .isEqualTo("`false` in pod kv-0 ended with exit code 3 and printed oops");
    }

    @Test
    void a_command_that_the_image_does_not_have_costs_nothing() {
        FakeCluster cluster = cluster().running(Commands.programs(Map.of()));

        Evaluation evaluation = evaluate(cluster,
                "{exec: {pod: kv-0, command: [curl]}, expect: [{that: output.exitCode == 0}]}");

        assertThat(evaluation).isIncomplete().inconclusive(Cause.Reason.FAULTY_TASK, "a");
        Assertions.assertThat(evidence(evaluation)).hasSize(1).first().isInstanceOf(Evidence.DidNotRun.class);
    }

    @Test
    void a_command_that_the_task_asks_for_costs_points_where_it_is_missing() {
        FakeCluster cluster = cluster().running(Commands.programs(Map.of()));

        Evaluation evaluation = evaluate(cluster, "{exec: {pod: kv-0, command: [curl], required: true}}");

        assertThat(evaluation).failed("a").found("a").isEqualTo("exec: \"curl\": executable file not found in $PATH");
    }

    @Test
    void a_command_that_does_not_end_or_has_no_container_fails() {
        assertThat(evaluate(cluster().running(_ -> new CommandAnswer.NotRunning("there is no pod kv-0")),
                "{exec: {pod: kv-0, command: [id]}}")).failed("a").found("a").isEqualTo("there is no pod kv-0");
        assertThat(evaluate(
                cluster().running(_ -> new CommandAnswer.NoEnd("it did not end within 10 s", Commands.output(""),
                        Commands.output(""))),
                "{exec: {pod: kv-0, command: [id]}}")).failed("a").found("a").isEqualTo("it did not end within 10 s");
    }

    @Test
    void a_command_of_which_nothing_is_known_costs_nothing() {
        FakeCluster cluster = cluster()
                .running(_ -> new CommandAnswer.Unknown(new Cause(Cause.Reason.UNREACHABLE, "gone")));

        assertThat(evaluate(cluster, "{exec: {pod: kv-0, command: [id]}}"))
                .inconclusive(Cause.Reason.UNREACHABLE, "a");
    }

    @Test
    void the_container_that_a_pod_marks_as_its_default_is_used() {
        states.change("Pod", "kv-0", pod -> {
            pod.withObject("/metadata").withObject("annotations").put("kubectl.kubernetes.io/default-container",
                    "second");
            pod.withObject("/spec").withArray("containers").addObject().put("name", "second");
        });
        FakeCluster cluster = cluster().running(_ -> Commands.ended(0, "", ""));

        evaluate(cluster, "{exec: {pod: kv-0, command: [id]}}",
                "{exec: {pod: kv-0, container: app, command: [id]}}");

        Assertions.assertThat(cluster.commands()).extracting(Command::container).containsExactly("second", "app");
    }

    private static final String STORED = """
            {file: {pod: kv-0, path: /data/x}, expect: [{that: file.exists}, {that: 'file.content == "1\\n"'}]}""";

    @Test
    void a_file_is_read_with_stat_and_cat() {
        FakeCluster cluster = cluster().running(Commands.programs(Map.of(
                "stat", Commands.ended(0, "2 1000 1000 644 regular file\n", ""),
                "cat", Commands.ended(0, "1\n", ""))));

        Evaluation evaluation = evaluate(cluster, STORED,
                "{file: {pod: kv-0, path: /x}, expect: [{that: file.size == 2 && file.mode == \"644\" && file.uid == 1000}]}");

        assertThat(evaluation).scored(100);
        Assertions.assertThat(evidence(evaluation)).contains(new Evidence.SeenFile("kv-0", "app", "/data/x",
                "regular file of 2 bytes, mode 644, owner 1000:1000", "digest of 2", "it has the content 1"));
    }

    @Test
    void a_file_is_read_without_stat_too() {
        FakeCluster cluster = cluster().running(Commands.programs(Map.of(
                "ls", Commands.ended(0, "-rw-r--r-- 1 1000 1000 2 Nov 21 14:00 /data/x\n", ""),
                "cat", Commands.ended(0, "1\n", ""))));

        assertThat(evaluate(cluster, STORED)).scored(100);
    }

    @Test
    void a_file_that_is_absent_is_an_observation() {
        FakeCluster cluster = cluster().running(Commands.programs(Map.of("stat",
                Commands.ended(1, "", "stat: cannot stat '/data/x': No such file or directory\n"))));

        assertThat(evaluate(cluster, STORED)).failed("a").found("a").isEqualTo(
                "/data/x in pod kv-0: stat: cannot stat '/data/x': No such file or directory");
        assertThat(evaluate(cluster, "{file: {pod: kv-0, path: /data/x}, expect: [{that: '!file.exists'}]}"))
                .scored(100);
    }

    @Test
    void a_file_that_the_container_may_not_see_is_neither_there_nor_absent() {
        FakeCluster cluster = cluster().running(Commands.programs(Map.of("stat",
                Commands.ended(1, "", "stat: cannot stat '/data/x': Permission denied\n"))));

        assertThat(evaluate(cluster, STORED)).failed("a").found("a").contains("Permission denied");
        assertThat(evaluate(cluster, "{file: {pod: kv-0, path: /data/x}, expect: [{that: '!file.exists'}]}"))
                .failed("a");
    }

    @Test
    void a_directory_has_no_content() {
        FakeCluster cluster = cluster().running(Commands.programs(Map.of("stat",
                Commands.ended(0, "4096 0 0 755 directory\n", ""))));

        assertThat(evaluate(cluster, STORED)).failed("a").found("a").isEqualTo(
                "/data/x in pod kv-0: it is a directory");
    }

    @Test
    void a_container_without_tools_costs_nothing() {
        FakeCluster none = cluster().running(Commands.programs(Map.of()));
        FakeCluster noCat = cluster().running(Commands.programs(Map.of("stat",
                Commands.ended(0, "2 1000 1000 644 regular file\n", ""))));

        assertThat(evaluate(none, STORED)).inconclusive(Cause.Reason.FAULTY_TASK, "a");
        assertThat(evaluate(noCat, STORED)).inconclusive(Cause.Reason.FAULTY_TASK, "a");
    }

    private static final String LOOK_UP = """
            {resolve: {name: kv-0.kv-headless, from: kv-1}, expect: [{that: 'resolution.pods == ["kv-0"]'}]}""";

    @Test
    void a_name_is_looked_up() {
        Evaluation evaluation = evaluate(cluster(),
                "{resolve: kv-0.kv-headless, expect: [{that: 'resolution.resolves && resolution.pods == [\"kv-0\"]'}]}");

        assertThat(evaluation).scored(100);
        Assertions.assertThat(evidence(evaluation)).contains(new Evidence.Happened("name kv-0.kv-headless", "Resolves",
                "it leads to 10.42.0.12 (kv-0)"));
    }

    @Test
    void a_name_that_does_not_resolve_is_an_observation() {
        Evaluation evaluation = evaluate(cluster(),
                "{resolve: kv-0.nosuch, expect: [{that: '!resolution.resolves'}, {that: resolution.resolves}]}");

        assertThat(evaluation).failed("a").found("a")
                .isEqualTo("name kv-0.nosuch: there is no Service nosuch");
    }

    @Test
    void a_lookup_from_inside_confirms_the_name() {
        FakeCluster cluster = cluster().running(Commands.programs(Map.of("getent",
                Commands.ended(0, "10.42.0.12      kv-0.kv-headless.lab.svc.cluster.local\n", ""))));

        Evaluation evaluation = evaluate(cluster, LOOK_UP);

        assertThat(evaluation).scored(100);
        Assertions.assertThat(cluster.commands()).singleElement().satisfies(
                command -> Assertions.assertThat(command.words()).containsExactly("getent", "hosts",
                        "kv-0.kv-headless"));
        Assertions.assertThat(evidence(evaluation)).contains(new Evidence.Happened("pod kv-1", "SeenFromInside",
                "getent hosts kv-0.kv-headless in pod kv-1 finds it"));
    }

    @Test
    void a_lookup_from_inside_is_repeated_while_dns_may_remember() {
        AtomicInteger lookups = new AtomicInteger();
        FakeCluster cluster = cluster().running(_ -> lookups.incrementAndGet() < 4
                ? Commands.ended(2, "", "")
                : Commands.ended(0, "10.42.0.12 kv-0\n", ""));

        assertThat(evaluate(cluster, LOOK_UP)).scored(100);
    }

    @Test
    void a_lookup_from_inside_that_finds_something_else_costs_nothing() {
        FakeCluster cluster = cluster().running(_ -> Commands.ended(0, "10.42.0.99 kv-0\n", ""));

        Evaluation evaluation = evaluate(cluster, LOOK_UP);

        assertThat(evaluation).inconclusive(Cause.Reason.SERVER_ERROR, "a");
        Assertions.assertThat(cause(evaluation)).contains("EndpointSlices say 10.42.0.12");
    }

    @Test
    void a_container_without_a_tool_to_look_up_leaves_it_at_the_first_proof() {
        Evaluation evaluation = evaluate(cluster().running(Commands.programs(Map.of())), LOOK_UP);

        assertThat(evaluation).scored(100);
        Assertions.assertThat(evidence(evaluation)).contains(new Evidence.Happened("name kv-0.kv-headless",
                "NotSeenFromInside", "pod kv-1 has neither getent nor nslookup to look it up with"));
    }

    private static final String ALL_READY = """
            {await: 60s, expect: [{that: 'pods.size() == 3 && pods.all(p, isReady(p))'}]}""";

    private static States starting() {
        return States.recorded("healthy-3").change("Pod", "kv-2", pod -> pod.set("status", Json.object("""
                {"phase":"Pending","containerStatuses":[{"name":"app","ready":false,"restartCount":0,
                 "state":{"waiting":{"reason":"ContainerCreating"}},"lastState":{}}]}""")));
    }

    @Test
    void what_a_step_waits_for_comes_in_time() {
        FakeCluster cluster = new FakeCluster(starting());
        cluster.then(states.state(2, cluster.now().plusSeconds(5)));

        Evaluation evaluation = evaluate(cluster, ALL_READY);

        assertThat(evaluation).scored(100);
        Assertions.assertThat(evaluation.timing().totalMillis()).isEqualTo(5000);
    }

    @Test
    void what_is_still_on_its_way_when_the_wait_is_over_costs_nothing() {
        Evaluation evaluation = evaluate(new FakeCluster(starting()), ALL_READY);

        assertThat(evaluation).inconclusive(Cause.Reason.STILL_CHANGING, "a");
        Assertions.assertThat(evaluation.timing().totalMillis()).isEqualTo(60_000);
    }

    @Test
    void what_cannot_come_any_more_is_not_waited_for_and_says_what_was_seen_last() {
        Evaluation evaluation = evaluate(new FakeCluster(States.recorded("unschedulable")), ALL_READY);

        assertThat(evaluation).failed("a").found("a").contains("Unschedulable");
        Assertions.assertThat(evaluation.timing().totalMillis()).isZero();
    }

    @Test
    void a_wait_sees_what_earlier_steps_have_captured() {
        Evaluation evaluation = evaluate(cluster(),
                "{http: {pod: kv-0, port: 80, path: /}, capture: {count: response.json.n}}",
                "{await: 5s, expect: [{that: pods.size() == count + 2}]}");

        assertThat(evaluation).scored(100);
    }
}
