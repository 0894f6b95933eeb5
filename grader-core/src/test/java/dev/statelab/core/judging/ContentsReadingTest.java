package dev.statelab.core.judging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.Limits;
import dev.statelab.core.Tasks;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.cluster.Command;
import dev.statelab.core.cluster.CommandAnswer;
import dev.statelab.core.cluster.DelegatingCluster;
import dev.statelab.core.cluster.PodAnswer;
import dev.statelab.core.result.ClaimContents;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.task.Task;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContentsReadingTest {

    private static final String DIGEST = "a".repeat(64);
    private static final Task TASK = Tasks.withCriteria("""
            - id: a
              title: A
              points: 100
              steps: [{http: {pod: kv-0, port: 5000, method: POST, path: /obj/a, body: a}}]
            """);

    private final States states = States.recorded("healthy-3");

    private static CommandAnswer oneFile() {
        return Commands.ended(0, DIGEST + "  /data/x\n", "");
    }

    private FakeCluster cluster(CommandAnswer answer) {
        return new FakeCluster(states).running(_ -> answer)
                .answering(_ -> Applications.answer(200, "{}"));
    }

    private static Evaluation evaluate(FakeCluster cluster) {
        return Evaluator.evaluate(TASK, cluster, "lab", cluster.options().withContents());
    }

    @Test
    void what_is_on_claims_is_read_in_the_containers_that_have_them() {
        FakeCluster cluster = cluster(oneFile());

        assertThat(evaluate(cluster).contents()).extracting(ClaimContents::claim)
                .containsExactly("data-kv-0", "data-kv-1", "data-kv-2");
        assertThat(evaluate(cluster).contents()).allSatisfy(contents -> {
            assertThat(contents.uid()).isEqualTo(states.find("PersistentVolumeClaim", contents.claim())
                    .at("/metadata/uid").asText());
            assertThat(contents.files()).containsExactly(DIGEST);
        });
        assertThat(cluster.commands()).extracting(Command::pod).contains("kv-0", "kv-1", "kv-2");
        assertThat(cluster.commands()).allSatisfy(command -> assertThat(command.words()).contains("/data"));
    }

    @Test
    void it_is_read_before_the_grader_writes_anything() {
        List<String> order = new CopyOnWriteArrayList<>();
        FakeCluster cluster = new FakeCluster(states).running(_ -> {
            order.add("read");
            return oneFile();
        }).answering(_ -> {
            order.add("written");
            return new PodAnswer.NoAnswer("refused");
        });

        evaluate(cluster);

        assertThat(order).startsWith("read", "read", "read", "written");
    }

    @Test
    void nothing_is_read_where_nobody_asked_for_it() {
        FakeCluster cluster = cluster(oneFile());

        assertThat(Evaluator.evaluate(TASK, cluster, "lab", cluster.options()).contents()).isEmpty();
        assertThat(cluster.commands()).isEmpty();
    }

    static Stream<CommandAnswer> unreadable() {
        return Stream.of(new CommandAnswer.NotStarted("no find"), new CommandAnswer.NotRunning("it ended"),
                new CommandAnswer.NoEnd("too slow", Commands.output(DIGEST + "  /data/x\n"), Commands.output("")),
                new CommandAnswer.Unknown(new Cause(Cause.Reason.FORBIDDEN, "may not create pods/exec")),
                Commands.ended(127, "", "timeout: can't execute 'find'"), Commands.ended(0, "", ""));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void what_cannot_be_read_is_not_known_and_costs_nothing(CommandAnswer answer) {
        Evaluation evaluation = evaluate(cluster(answer));

        assertThat(evaluation.contents()).isEmpty();
        assertThat(evaluation.score()).hasValue(100);
    }

    @Test
    void what_could_be_read_before_it_failed_counts() {
        assertThat(evaluate(cluster(Commands.ended(1, DIGEST + "  /data/x\n", "lost+found: Permission denied")))
                .contents()).hasSize(3);
    }

    @Test
    void only_bound_claims_of_ready_pods_are_read() {
        states.change("PersistentVolumeClaim", "data-kv-0", claim -> ((ObjectNode) claim.path("status")).put("phase",
                "Lost"));
        states.change("Pod", "kv-1", pod -> ((ObjectNode) pod.path("metadata")).put("deletionTimestamp",
                "2026-11-20T19:00:00Z"));
        FakeCluster cluster = cluster(oneFile());

        assertThat(evaluate(cluster).contents()).extracting(ClaimContents::claim).containsExactly("data-kv-2");
    }

    @Test
    void a_path_that_find_would_take_for_something_else_is_not_given_to_it() {
        states.changeAll("Pod", pod -> pod.at("/spec/containers/0/volumeMounts")
                .forEach(mount -> ((ObjectNode) mount).put("mountPath", "-delete")));
        FakeCluster cluster = cluster(oneFile());

        assertThat(evaluate(cluster).contents()).isEmpty();
        assertThat(cluster.commands()).isEmpty();
    }

    @Test
    void of_many_claims_some_are_read() {
        for (int i = 0; i < 2 * Limits.CLAIMS; i++) {
            states.add(states.find("PersistentVolumeClaim", "data-kv-0").toString().replace("data-kv-0", "more-" + i));
            ((ObjectNode) states.find("Pod", "kv-0").path("spec")).withArray("volumes").addObject()
                    .put("name", "more-" + i).putObject("persistentVolumeClaim").put("claimName", "more-" + i);
            ((ObjectNode) states.find("Pod", "kv-0").at("/spec/containers/0")).withArray("volumeMounts").addObject()
                    .put("name", "more-" + i).put("mountPath", "/more-" + i);
        }

        assertThat(evaluate(cluster(oneFile())).contents()).hasSize(Limits.CLAIMS);
    }

    @Test
    void commands_that_do_not_end_are_given_up() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        DelegatingCluster cluster = new DelegatingCluster() {
            @Override
            public Cluster cluster() {
                throw new AssertionError("asked for more than commands");
            }

            @Override
            public CommandAnswer exec(Command command) throws InterruptedException {
                never.await();
                return oneFile();
            }
        };

        assertThat(new ContentsReading(cluster, states.state(), Duration.ofMillis(20)).read()).isEmpty();
    }
}
