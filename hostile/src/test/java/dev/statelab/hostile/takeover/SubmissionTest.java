package dev.statelab.hostile.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.hostile.grader.Classroom;
import dev.statelab.hostile.grader.GraderRun;
import dev.statelab.hostile.table.Attack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What files that students hand in can make the grader do. */
@Attack("Charts and manifests of others")
class SubmissionTest {

    private static final String SECRET = "of-this-machine-alone";
    private static final String SET = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: key-value-svc, annotations: {note: "%s"}}
            """;

    @TempDir
    private Path folder = Path.of("");

    private GraderRun grade(String submission) throws IOException {
        Classroom classroom = new Classroom(folder);
        GraderRun run = classroom.grade(List.of("eve,Eve,,,," + submission));
        assertThat(run.exitCode()).as(run.printed()).isEqualTo(3);
        assertThat(classroom.gradebook()).as("no score, and no zero").contains("eve,Eve,not-graded,,100");
        assertThat(run.printed() + classroom.written()).doesNotContain(SECRET).doesNotContain("\tat ");
        return run;
    }

    private Path secret() throws IOException {
        return Files.writeString(folder.resolve("secret.yaml"), SET.formatted(SECRET));
    }

    private Path handedIn() throws IOException {
        return Files.createDirectories(folder.resolve("eve"));
    }

    private Path chart(String template) throws IOException {
        Path templates = Files.createDirectories(handedIn().resolve("templates"));
        Files.writeString(handedIn().resolve("Chart.yaml"), "apiVersion: v2\nname: eve\nversion: 1.0.0\n");
        return Files.writeString(templates.resolve("set.yaml"), template);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip-slip.zip", "zip-link.zip", "zip-bomb.zip", "zip-in-zip.zip", "damaged.zip",
        "yaml-bomb.yaml", "many-pods.yaml"})
    void a_file_of_the_example_class_is_refused(String name) throws Exception {
        grade(GraderRun.HOME.resolve("examples/class").resolve(name).toString());
    }

    @Test
    void a_link_in_a_folder_is_not_followed() throws Exception {
        Files.createSymbolicLink(handedIn().resolve("set.yaml"), secret());

        assertThat(grade("eve").out()).contains("symbolic link");
    }

    @Test
    void a_link_in_a_chart_is_not_followed() throws Exception {
        Path template = chart("");
        Files.delete(template);
        Files.createSymbolicLink(template, secret());

        assertThat(grade("eve").out()).contains("symbolic link");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/zero", "/dev/stdin", "/proc/self/environ", "pipe", "folder-with-a-pipe"})
    void what_never_ends_or_blocks_is_not_read(String submission) throws Exception {
        Files.createDirectories(folder.resolve("folder-with-a-pipe"));
        for (String pipe : List.of("pipe", "folder-with-a-pipe/set.yaml")) {
            assertThat(new ProcessBuilder("mkfifo", folder.resolve(pipe).toString()).start().waitFor()).isZero();
        }

        grade(submission);
    }

    /** Helm reads no file outside of the chart for it, and the environment is not what templates see. */
    @ParameterizedTest
    @ValueSource(strings = {"{{ .Files.Get \"../secret.yaml\" }}", "{{ .Files.Get \"/etc/passwd\" }}",
        "{{ (.Files.Glob \"../*\").AsConfig }}", "{{ tpl (.Files.Get \"../secret.yaml\") . }}",
        "{{ lookup \"v1\" \"Secret\" \"\" \"\" }}", "{{ env \"HOME\" }}", "{{ getHostByName \"localhost\" }}"})
    void a_template_reads_nothing_of_this_machine(String template) throws Exception {
        Path _ = secret();
        chart(SET.formatted("{{ \"\" }}") + "data: |\n  " + template + "\n");

        grade("eve");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ range until 1000000000 }}{{ end }}", "{{ repeat 1000000000 \"all of memory\" }}",
        "{{ define \"a\" }}{{ include \"a\" . }}{{ end }}{{ include \"a\" . }}",
        "{{ define \"b\" }}{{ tpl \"{{ include \\\"b\\\" . }}\" . }}{{ end }}{{ include \"b\" . }}"})
    void a_template_takes_no_more_memory_than_it_may(String template) throws Exception {
        chart(template);

        assertThat(grade("eve").out()).contains("expected a Helm chart that can be rendered");
    }

    @Test
    @Tag("long")
    void a_template_that_computes_without_end_is_ended_and_the_others_are_graded() throws Exception {
        chart("{{ range until 100000 }}{{ range until 100000 }}{{ end }}{{ end }}");
        Classroom classroom = new Classroom(folder);

        GraderRun run = classroom.grade(List.of("eve,Eve,,,,eve",
                "anna,Anna,,,," + GraderRun.HOME.resolve("reference-solutions/task-02")));

        assertThat(run.exitCode()).as(run.printed()).isEqualTo(3);
        assertThat(run.out()).contains("Helm was ended after 20 s");
        assertThat(classroom.gradebook()).contains("eve,Eve,not-graded,,100", "anna,Anna,graded,100,100");
    }

    @ParameterizedTest
    @ValueSource(strings = {"&a [*a, *a]", "a: &a {<<: *a}", "!!javax.script.ScriptEngineManager []"})
    void yaml_that_makes_objects_or_goes_round_in_circles_is_refused(String text) throws Exception {
        Files.writeString(handedIn().resolve("set.yaml"), text);

        grade("eve");
    }

    @Test
    void yaml_that_is_deep_or_wide_is_refused() throws Exception {
        Files.writeString(handedIn().resolve("deep.yaml"), "[".repeat(100_000));
        Files.writeString(handedIn().resolve("wide.yaml"), "a: 1\n".repeat(1_000_000));

        assertThat(grade("eve").out()).contains("deep.yaml");
    }
}
