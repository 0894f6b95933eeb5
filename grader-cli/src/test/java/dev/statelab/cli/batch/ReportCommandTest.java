package dev.statelab.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Renderings of the results of a small class: one who handed in nothing, one whose file is not there. */
class ReportCommandTest {

    private final Terminal terminal = new Terminal();

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void a_class_with_results() throws IOException {
        Path roster = Files.writeString(folder.resolve("class.csv"), "student_id,submission\nann,\nbob,none.yaml\n");
        assertThat(new Terminal().run("batch", "task-02", "--roster", roster.toString(), "--results",
                results())).isEqualTo(3);
    }

    private String results() {
        return folder.resolve("results").toString();
    }

    private int report(String format, String... more) {
        String[] args = new String[4 + more.length];
        args[0] = "report";
        args[1] = results();
        args[2] = "--format";
        args[3] = format;
        System.arraycopy(more, 0, args, 4, more.length);
        return terminal.run(args);
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "html", "junit", "markdown"})
    void a_class_is_one_text(String format) {
        assertThat(report(format)).isZero();
        assertThat(terminal.out()).contains("ann").contains("bob").contains("nothing there");
    }

    @Test
    void it_can_go_into_a_file() {
        assertThat(report("html", "--output", folder.resolve("class.html").toString())).isZero();
        assertThat(folder.resolve("class.html")).content().startsWith("<!DOCTYPE html>").endsWith("</html>\n");
    }

    @Test
    void feedback_is_a_file_for_each_student() {
        assertThat(report("feedback", "--output", folder.resolve("feedback").toString())).isZero();
        assertThat(folder.resolve("feedback/ann.txt")).content().contains("Nothing was handed in.");
        assertThat(folder.resolve("feedback/bob.txt")).content().contains("could not be graded");
    }

    @Test
    void who_gets_no_file_is_told() {
        assertThat(report("gradescope", "--output", folder.resolve("gradescope").toString())).isZero();
        assertThat(folder.resolve("gradescope")).isEmptyDirectory();
        assertThat(terminal.err()).contains("No file for ann").contains("No file for bob");
    }

    @Test
    void scores_go_into_what_canvas_exported() throws IOException {
        Path exported = Files.writeString(folder.resolve("canvas.csv"),
                "Student,ID,SIS Login ID,Section\nAnn,1,ann,A\n");

        assertThat(report("canvas", "--into", exported.toString())).isZero();
        assertThat(terminal.out()).contains("Ann,1,ann,A,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"canvas", "moodle", "feedback", "gradescope"})
    void what_else_is_needed_is_told(String format) {
        assertThat(report(format)).isEqualTo(2);
        assertThat(terminal.err()).containsAnyOf("--into FILE", "--output DIR").doesNotContain("\tat ");
    }

    @Test
    void a_folder_without_results_is_told() {
        assertThat(terminal.run("report", folder.toString(), "--format", "csv")).isEqualTo(2);
        assertThat(terminal.err()).contains("No results of a batch");
    }
}
