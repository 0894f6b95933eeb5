package dev.statelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

    private final Terminal terminal = new Terminal();

    @ParameterizedTest
    @ValueSource(strings = {"--help", "evaluate --help", "demo --help", "batch --help", "report --help", "lab --help",
        "check --help", "lab up --help",
        "lab down --help", "submit --help", "submission --help", "submission verify --help",
        "lab images --help", "tasks --help", "tasks show --help", "tasks lint --help", "tasks new --help"})
    void every_command_explains_itself(String line) {
        int exitCode = terminal.run(line.split(" "));

        assertThat(terminal.out()).contains("Usage: grader");
        assertThat(exitCode).isZero();
    }

    /** The command is made alone then, and with all others where the line begins with something else. */
    @ParameterizedTest
    @MethodSource("commands")
    void a_command_is_the_same_by_itself_and_among_the_others(String name) {
        assertThat(terminal.run(name, "--help")).isZero();
        String alone = terminal.out();
        Terminal other = new Terminal();

        assertThat(other.run("help", name)).isZero();

        assertThat(alone).contains("Usage: grader " + name + " ").isEqualTo(other.out());
    }

    static Stream<String> commands() {
        return Grader.commandLine().getSubcommands().keySet().stream()
                .filter(name -> !name.equals("help"));
    }

    @Test
    void a_command_that_there_is_not_is_told_with_those_that_there_are() {
        int exitCode = terminal.run("evluate");

        assertThat(terminal.err()).contains("evluate").contains("evaluate");
        assertThat(exitCode).isEqualTo(2);
    }

    @Test
    void evaluate_shows_examples() {
        int _ = terminal.run("evaluate", "--help");

        assertThat(terminal.out()).contains("grader evaluate task-02 --context k3s --namespace alice");
    }

    @Test
    void a_shell_can_complete_the_options() {
        int exitCode = terminal.run("generate-completion");

        assertThat(terminal.out()).contains("--kubeconfig");
        assertThat(exitCode).isZero();
    }
}
