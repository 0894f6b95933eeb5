package dev.statelab.hostile.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.statelab.cli.Grader;
import dev.statelab.hostile.grader.GraderRun;
import dev.statelab.hostile.table.Attack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Every command, in every format that it has, is shown hostile text. A command that is new has to be put into one of two
 * lists here; a format that is new is tried by itself.
 */
class EveryCommandTest {

    /** What these print is this machine's own, or its user's. */
    private static final Set<String> SHOW_NOTHING_OF_OTHERS = Set.of("demo", "lab up", "lab down", "lab images",
            "generate-completion", "help", "tasks new",
            // Solutions, cases and declarations lie beside the task, and are its author's.
            "verify", "mutate",
            // They wait for their user, and are tried in WaitingCommandsTest.
            "watch", "submit");

    /** How the others get to see it: their arguments, but for the format. What is in braces is a file of the scene. */
    private static final Map<String, String> EXPOSED = Map.of(
            "evaluate", "probe --kubeconfig {kubeconfig-0}",
            "submission verify", "{submission.json} {manifests/kind.yaml} {none\u001b]0;owned\u0007}",
            "check", "probe {manifests}",
            "tasks", "--tasks {tasks}",
            "tasks show", "bad --tasks {tasks}",
            "tasks lint", "bad --tasks {tasks}",
            "batch", "probe --roster {class.csv} --results {more} --retry 0 --allow-loopback",
            "report", "{results} --output {out-FORMAT} --into {exported-FORMAT.csv}",
            "regrade", "probe --results {results}");

    @Test
    void a_command_that_is_new_is_tried_or_said_to_show_nothing_of_others() {
        Set<String> known = new TreeSet<>(SHOW_NOTHING_OF_OTHERS);
        known.addAll(EXPOSED.keySet());

        assertThat(commands("", Grader.commandLine()).keySet()).containsExactlyInAnyOrderElementsOf(known);
    }

    /** Those that do something by themselves, by what one types. */
    private static Map<String, CommandLine> commands(String name, CommandLine command) {
        Map<String, CommandLine> commands = new TreeMap<>();
        boolean onlyHelps = name.isEmpty() || Set.of("submission", "lab").contains(name);
        if (!onlyHelps) {
            commands.put(name, command);
        }
        command.getSubcommands().forEach((sub, line) -> {
            if (!sub.equals("help") || name.isEmpty()) {
                commands.putAll(commands((name + " " + sub).strip(), line));
            }
        });
        return commands;
    }

    @Attack("Hostile text")
    @TestFactory
    Stream<DynamicTest> it_is_shown_inert(@TempDir Path folder) throws IOException {
        Scene scene = new Scene(folder, "http://127.0.0.1:1/");
        return commands("", Grader.commandLine()).entrySet().stream()
                .filter(command -> EXPOSED.containsKey(command.getKey()))
                .flatMap(command -> formats(command.getValue()).stream().map(format -> dynamicTest(
                        command.getKey() + " " + format,
                        () -> assertInert(scene, command.getKey(), format))))
                .onClose(scene::close);
    }

    /** The values of {@code --format}; an empty one where there is no such option. */
    private static List<String> formats(CommandLine command) {
        OptionSpec format = command.getCommandSpec().findOption("--format");
        return format == null
                ? List.of("")
                : Arrays.stream(format.type().getEnumConstants()).map(Object::toString).toList();
    }

    private static void assertInert(Scene scene, String command, String format) throws IOException {
        if (command.equals("report") || command.equals("regrade")) {
            String _ = scene.results();
        }
        List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
        for (String word : EXPOSED.getOrDefault(command, "").split(" (?![^{]*})", -1)) {
            words.add(word.startsWith("{")
                    ? scene.path(word.substring(1, word.length() - 1).replace("FORMAT", format))
                    : word);
        }
        if (!format.isEmpty()) {
            words.addAll(List.of("--format", format));
        }

        GraderRun run = scene.grader(words.toArray(String[]::new));

        assertThat(run.exitCode()).as(run.printed()).isLessThanOrEqualTo(3);
        assertThat(run.printed()).doesNotContain("\tat ");
        assertThat(HostileText.livesIn(run.printed())).as(run.printed()).isEmpty();
        Path written = Path.of(scene.path("out-" + format));
        assertThat(!run.printed().isEmpty() || Files.exists(written)).as("something was written").isTrue();
        if (Files.exists(written)) {
            try (Stream<Path> files = Files.walk(written)) {
                files.filter(Files::isRegularFile).forEach(EveryCommandTest::assertFileInert);
            }
        }
    }

    private static void assertFileInert(Path file) {
        try {
            assertThat(HostileText.livesIn(Files.readString(file))).as(file.toString()).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
