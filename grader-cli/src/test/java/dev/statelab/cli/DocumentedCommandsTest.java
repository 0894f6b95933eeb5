package dev.statelab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Named.named;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands in the shell blocks of the documentation are such as the grader, the build and the checkout know.
 * {@link DocumentedCommandsRunTest} runs them.
 */
class DocumentedCommandsTest {

    /** What comes from a build or from whoever follows the page. */
    private static final Pattern MADE = Pattern.compile(".*/target/.*");

    private static Stream<Named<String>> lines(String... programs) throws IOException {
        return Documentation.pages().stream().flatMap(page -> Documentation.lines(page)
                .filter(line -> Stream.of(programs).anyMatch(line::startsWith))
                .map(line -> named(Documentation.CHECKOUT.relativize(page) + ": " + line, line)));
    }

    static Stream<Named<String>> graderCommands() throws IOException {
        return lines("grader ", "./grader ");
    }

    @ParameterizedTest
    @MethodSource("graderCommands")
    void the_grader_knows_the_command_and_its_options(String line) {
        assertThatCode(() -> Grader.commandLine().parseArgs(Documentation.words(line).toArray(String[]::new)))
                .doesNotThrowAnyException();
    }

    static Stream<Named<String>> mavenCommands() throws IOException {
        return lines("./mvnw ");
    }

    @ParameterizedTest
    @MethodSource("mavenCommands")
    void maven_has_the_profiles_and_modules(String line) throws IOException {
        StringBuilder poms = new StringBuilder(Files.readString(Documentation.CHECKOUT.resolve("pom.xml")));
        List<String> words = Documentation.words(line);
        try (Stream<Path> modules = Files.list(Documentation.CHECKOUT)) {
            for (Path pom : modules.map(module -> module.resolve("pom.xml")).filter(Files::isRegularFile).toList()) {
                poms.append(Files.readString(pom));
            }
        }
        for (String word : words) {
            Matcher profile = Pattern.compile("-P(.+)").matcher(word);
            if (profile.matches()) {
                assertThat(poms).contains(Stream.of(profile.group(1).split(",", -1))
                        .map(name -> "<id>" + name + "</id>").toArray(String[]::new));
            }
        }
        if (words.contains("-pl")) {
            assertThat(Documentation.CHECKOUT.resolve(words.get(words.indexOf("-pl") + 1)).resolve("pom.xml")).exists();
        }
    }

    static Stream<Named<String>> paths() throws IOException {
        return lines("./", "grader ", "sudo ", "kubectl ", "JAVA_HOME=").flatMap(line -> Documentation
                .words("x " + line.getPayload())
                .stream()
                .filter(word -> word.matches("(\\./)?(reference-solutions|tasks|examples|bench|docs|student-tools)/.*"))
                .filter(word -> !MADE.matcher(word).matches())
                .map(word -> named(line.getName() + " -> " + word, word)));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void files_of_the_checkout_are_there(String path) {
        assertThat(Documentation.CHECKOUT.resolve(path)).exists();
    }
}
