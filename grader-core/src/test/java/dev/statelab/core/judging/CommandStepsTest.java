package dev.statelab.core.judging;

import static dev.statelab.core.EvaluationAssert.assertThat;
import static dev.statelab.core.judging.OneCriterion.evaluate;
import static dev.statelab.core.judging.OneCriterion.evidence;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Command;
import dev.statelab.core.cluster.CommandAnswer;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.result.Evidence;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps that run something in a container: exec and file. */
class CommandStepsTest {

    private final States states = States.recorded("healthy-3");

    private FakeCluster cluster() {
        return new FakeCluster(states).answering(_ -> Applications.answer(200, "{\"n\":1}"));
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
    void a_shell_reads_a_file_at_once() {
        FakeCluster cluster = cluster().running(Commands.programs(Map.of(
                "sh", Commands.ended(0, "1\n", "2 1000 1000 644 regular file\n"))));

        Evaluation evaluation = evaluate(cluster, STORED);

        assertThat(evaluation).scored(100);
        Assertions.assertThat(cluster.commands()).hasSize(1);
        Assertions.assertThat(evidence(evaluation)).contains(new Evidence.SeenFile("kv-0", "app", "/data/x",
                "regular file of 2 bytes, mode 644, owner 1000:1000", "digest of 2", "it has the content 1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | 4096 0 0 755 directory                                                | it is a directory
            1 | 2 0 0 600 regular file; cat: can't open '/data/x': Permission denied  | cat: can't open '/data/x': Permission denied
            0 | 0 0 0 600 regular empty file                                          | it is empty
            """)
    void a_shell_tells_why_there_is_no_content(int exitCode, String printed, String expected) {
        FakeCluster cluster = cluster().running(Commands.programs(Map.of(
                "sh", Commands.ended(exitCode, "", printed.replace("; ", "\n") + "\n"))));

        Evaluation evaluation = evaluate(cluster, STORED);

        assertThat(evaluation).failed("a").found("a").isEqualTo("/data/x in pod kv-0: " + expected);
        Assertions.assertThat(cluster.commands()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            127 | sh: stat: not found
            127 | 2 1000 1000 644 regular file; sh: cat: not found
            137 | 2 1000 1000 644 regular file
            1   | stat: unrecognized option: c
            0   | sh: warning: something; 2 1000 1000 644 regular file
            """)
    void what_a_shell_does_not_tell_without_doubt_is_asked_one_by_one(int exitCode, String printed) {
        FakeCluster cluster = cluster().running(Commands.programs(Map.of(
                "sh", Commands.ended(exitCode, "", printed.replace("; ", "\n") + "\n"),
                "ls", Commands.ended(0, "-rw-r--r-- 1 1000 1000 2 Nov 21 14:00 /data/x\n", ""),
                "cat", Commands.ended(0, "1\n", ""))));

        assertThat(evaluate(cluster, STORED)).scored(100);
    }

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
    void an_optional_file_that_nobody_can_look_at_stops_nothing() {
        FakeCluster none = cluster().running(Commands.programs(Map.of()));
        FakeCluster forbidden = cluster().running(_ -> new CommandAnswer.Unknown(
                new Cause(Cause.Reason.FORBIDDEN, "may not create pods/exec")));
        FakeCluster gone = cluster().running(_ -> new CommandAnswer.NotRunning("container app has ended"));
        String step = "{file: {pod: kv-0, path: /data/x, optional: true}, expect: [{that: '!has(file.exists)'}]}";

        assertThat(evaluate(none, step)).scored(100);
        assertThat(evaluate(forbidden, step)).scored(100);
        assertThat(evaluate(gone, step)).scored(100);
        Assertions.assertThat(evidence(evaluate(forbidden, step))).containsExactly(new Evidence.SeenFile("kv-0", "app",
                "/data/x", "", "", "it could not be looked at: may not create pods/exec"));
    }

    @Test
    void an_optional_file_that_can_be_looked_at_is_judged() {
        FakeCluster cluster = cluster().running(Commands.programs(Map.of("stat",
                Commands.ended(1, "", "stat: cannot stat '/data/x': No such file or directory\n"))));

        assertThat(evaluate(cluster,
                "{file: {pod: kv-0, path: /data/x, optional: true}, expect: [{that: '!has(file.exists) || file.exists'}]}"))
                .failed("a");
    }

    @Test
    void a_container_without_tools_costs_nothing() {
        FakeCluster none = cluster().running(Commands.programs(Map.of()));
        FakeCluster noCat = cluster().running(Commands.programs(Map.of("stat",
                Commands.ended(0, "2 1000 1000 644 regular file\n", ""))));

        assertThat(evaluate(none, STORED)).inconclusive(Cause.Reason.FAULTY_TASK, "a");
        assertThat(evaluate(noCat, STORED)).inconclusive(Cause.Reason.FAULTY_TASK, "a");
    }
}
