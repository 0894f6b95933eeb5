package dev.statelab.core.judging;

import static dev.statelab.core.EvaluationAssert.assertThat;
import static dev.statelab.core.judging.OneCriterion.cause;
import static dev.statelab.core.judging.OneCriterion.evaluate;
import static dev.statelab.core.judging.OneCriterion.evidence;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.CommandAnswer;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Evidence;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Names in the DNS of the cluster, as its objects and its pods know them. */
class ResolveStepTest {

    private final States states = States.recorded("healthy-3");

    private FakeCluster cluster() {
        return new FakeCluster(states).answering(_ -> Applications.answer(200, "{\"n\":1}"));
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
    void a_tool_that_completes_no_name_with_a_dot_is_asked_for_the_full_one() {
        FakeCluster cluster = cluster().running(command -> switch (String.join(" ", command.words())) {
            case "nslookup kv-0.kv-headless" -> Commands.ended(1,
                    "Server:\t\t10.43.0.10\n\n** server can't find kv-0.kv-headless: NXDOMAIN\n", "");
            case "nslookup kv-0.kv-headless.lab.svc.cluster.local" -> Commands.ended(0,
                    "Name:\tkv-0.kv-headless.lab.svc.cluster.local\nAddress: 10.42.0.12\n", "");
            default -> new CommandAnswer.NotStarted("exec: \"getent\": executable file not found in $PATH");
        });

        Evaluation evaluation = evaluate(cluster, LOOK_UP);

        assertThat(evaluation).scored(100);
        Assertions.assertThat(evidence(evaluation)).contains(new Evidence.Happened("pod kv-1", "SeenFromInside",
                "nslookup kv-0.kv-headless.lab.svc.cluster.local in pod kv-1 finds it"));
    }

    @Test
    void an_address_that_was_found_counts_whatever_else_was_not() {
        FakeCluster cluster = cluster().running(_ -> Commands.ended(1,
                "Name:\tkv-0\nAddress: 10.42.0.12\n\n** server can't find kv-0.svc.cluster.local: NXDOMAIN\n", ""));

        assertThat(evaluate(cluster, LOOK_UP)).scored(100);
    }

    @Test
    void a_container_without_a_tool_to_look_up_leaves_it_at_the_first_proof() {
        Evaluation evaluation = evaluate(cluster().running(Commands.programs(Map.of())), LOOK_UP);

        assertThat(evaluation).scored(100);
        Assertions.assertThat(evidence(evaluation)).contains(new Evidence.Happened("name kv-0.kv-headless",
                "NotSeenFromInside", "pod kv-1 has neither getent nor nslookup to look it up with"));
    }
}
