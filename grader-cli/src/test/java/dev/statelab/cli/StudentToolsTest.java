package dev.statelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The students' scripts, as they are, with the grader of this build on the {@code PATH} and a lab cluster. */
class StudentToolsTest {

    private static final Path SOLUTIONS = Path.of("../reference-solutions").toAbsolutePath().normalize();

    @TempDir
    private Path home = Path.of("");

    /** The scripts as in a folder of their own, so that they find the grader where a student's shell does. */
    @BeforeEach
    void install() throws IOException {
        Path tools = Files.createDirectories(home.resolve("opt/student-tools"));
        for (String name : List.of("find-grader.sh", "request-evaluation.sh", "submit-final.sh")) {
            Path copy = Files.copy(Path.of("../student-tools").resolve(name), tools.resolve(name));
            assertThat(copy.toFile().setExecutable(true)).isTrue();
        }
        Files.createSymbolicLink(home.resolve("student-tools"), Path.of("opt/student-tools"));
        Files.createSymbolicLink(home.resolve("request"), Path.of("student-tools/request-evaluation.sh"));
    }

    @Test
    void the_second_evaluation_tells_what_changed_since_the_first() throws IOException {
        try (OpenLab lab = OpenLab.start(home); ShellSession shell = ShellSession.start(home)) {
            shell.run("export KUBECONFIG=/nowhere:" + lab.kubeconfig());
            shell.run("kubectl create namespace task-02");

            List<String> first = shell.run("mkdir 'a folder' && cd 'a folder' && ../request task-02 2> /dev/null");
            shell.run("kubectl apply -f " + SOLUTIONS.resolve("task-02"));
            List<String> second = shell.run("~/student-tools/request-evaluation.sh task-02 2> /dev/null; echo $?");

            assertThat(first).anyMatch(line -> line.contains("0 of 100")).noneMatch(line -> line.contains("since "));
            assertThat(second).anyMatch(line -> line.matches("  since \\S+ \\S+ \\(0 of 100\\):"))
                    .contains("    +10 Headless service", "    +20 Data persistence").endsWith("0");
        }
    }

    @Test
    void what_is_handed_in_by_the_script_holds_for_an_instructor() throws IOException {
        try (OpenLab lab = OpenLab.start(home); ShellSession shell = ShellSession.start(home)) {
            shell.run("export KUBECONFIG=" + lab.kubeconfig());
            shell.run("kubectl apply -f " + SOLUTIONS.resolve("task-02"));

            List<String> handedIn = shell.run("~/student-tools/submit-final.sh task-02 --student alice --yes 2> log");

            assertThat(handedIn).as(shell.run("cat log").toString()).contains("  score       100 of 100",
                    "Hand in this file: task-02-submission-1.json");
            List<String> verified = shell.run("grader submission verify task-02-submission-1.json; echo $?");
            assertThat(verified).contains("task-02-submission-1.json: OK",
                    "  judged again from the sealed objects: 5 of 8 criteria as sealed; 3 rest on the application's answers")
                    .endsWith("0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash --posix", "busybox sh"})
    void every_shell_runs_them(String interpreter) throws IOException {
        try (ShellSession shell = ShellSession.start(home)) {
            List<String> answer = shell.run(interpreter + " ~/request task-20; echo $?");

            assertThat(answer).first().asString().startsWith("There is no task 'task-20'").contains("task-02");
            assertThat(answer).endsWith("2");
        }
    }

    /** Files of at most 512 bytes stand for a disk that is nearly full. */
    @Test
    void a_full_disk_loses_neither_the_report_nor_what_is_kept_already() throws IOException {
        try (OpenLab lab = OpenLab.start(home); ShellSession shell = ShellSession.start(home)) {
            shell.run("export KUBECONFIG=" + lab.kubeconfig());
            shell.run("kubectl create namespace task-02");
            shell.run("~/request task-02 2> /dev/null");
            List<String> kept = shell.run("ls -A ~/.statelab/evaluations/task-02");

            List<String> answer = shell.run("(ulimit -f 1; ~/request task-02 2>&1; echo $?)");

            assertThat(answer).anyMatch(line -> line.contains("0 of 100"))
                    .anyMatch(line -> line.startsWith("The evaluation could not be kept in ")).endsWith("1");
            assertThat(shell.run("ls -A ~/.statelab/evaluations/task-02")).isEqualTo(kept);
        }
    }

    /** Also the superuser cannot make a folder in a file. */
    @Test
    void a_home_that_cannot_be_written_loses_no_report() throws IOException {
        Files.writeString(home.resolve(".statelab"), "in the way");
        try (ShellSession shell = ShellSession.start(home)) {
            List<String> answer = shell.run("~/request task-02 --lab 2>&1; echo $?");

            assertThat(answer).anyMatch(line -> line.contains("0 of 100"))
                    .anyMatch(line -> line.startsWith("The evaluation could not be kept in /home/student/.statelab: "))
                    .endsWith("1");
        }
    }
}
