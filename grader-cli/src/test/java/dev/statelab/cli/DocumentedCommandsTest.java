package dev.statelab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Named.named;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands in the shell blocks of the documentation. Pages with console sessions, and the guide for authors, are run
 * word by word by tests of their own.
 */
class DocumentedCommandsTest {

    private static final Path CHECKOUT = Path.of("..");
    private static final Pattern BLOCK = Pattern.compile("^```(?:bash|sh)\n(.*?)^```",
            Pattern.DOTALL | Pattern.MULTILINE);

    /** What comes from a build or from whoever follows the page. */
    private static final Pattern MADE = Pattern.compile(".*/target/.*");

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(CHECKOUT.resolve("README.md"), CHECKOUT.resolve("CONTRIBUTING.md")));
        for (String folder : List.of("docs", "tasks", "bench", "examples")) {
            try (Stream<Path> files = Files.walk(CHECKOUT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        return pages;
    }

    private static Stream<Named<String>> lines(String... programs) throws IOException {
        return pages().stream().flatMap(page -> blocks(page).flatMap(String::lines).map(String::strip)
                .filter(line -> Stream.of(programs).anyMatch(line::startsWith))
                .map(line -> named(CHECKOUT.relativize(page) + ": " + line, line)));
    }

    private static Stream<String> blocks(Path page) {
        try {
            return BLOCK.matcher(Files.readString(page)).results().map(block -> block.group(1).replace("\\\n", " "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The words of the first command, without comment and redirections. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        for (String word : line.split("\\s+", -1)) {
            if (word.startsWith("#") || word.matches("[|&;>].*|[12]>.*")) {
                break;
            }
            words.add(word);
        }
        return words.subList(1, words.size());
    }

    static Stream<Named<String>> graderCommands() throws IOException {
        return lines("grader ", "./grader ");
    }

    @ParameterizedTest
    @MethodSource("graderCommands")
    void the_grader_knows_the_command_and_its_options(String line) {
        assertThatCode(() -> Grader.commandLine().parseArgs(words(line).toArray(String[]::new)))
                .doesNotThrowAnyException();
    }

    static Stream<Named<String>> commandsForFilesThatAreHere() throws IOException {
        return graderCommands().filter(line -> words(line.getPayload()).contains("--lab")
                && words(line.getPayload()).stream().anyMatch(word -> word.startsWith("reference-solutions/")));
    }

    @ParameterizedTest
    @MethodSource("commandsForFilesThatAreHere")
    void what_needs_nothing_but_a_checkout_scores(String line) {
        Terminal terminal = new Terminal();

        int exitCode = terminal.run(words(line).stream()
                .map(word -> word.startsWith("reference-solutions/") ? "../" + word : word).toArray(String[]::new));

        assertThat(exitCode).as(terminal.err()).isZero();
    }

    static Stream<Named<String>> mavenCommands() throws IOException {
        return lines("./mvnw ");
    }

    @ParameterizedTest
    @MethodSource("mavenCommands")
    void maven_has_the_profiles_and_modules(String line) throws IOException {
        StringBuilder poms = new StringBuilder(Files.readString(CHECKOUT.resolve("pom.xml")));
        List<String> words = words(line);
        try (Stream<Path> modules = Files.list(CHECKOUT)) {
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
            assertThat(CHECKOUT.resolve(words.get(words.indexOf("-pl") + 1)).resolve("pom.xml")).exists();
        }
    }

    static Stream<Named<String>> paths() throws IOException {
        return lines("./", "grader ", "sudo ", "kubectl ", "JAVA_HOME=").flatMap(line -> words("x " + line.getPayload())
                .stream()
                .filter(word -> word.matches("(\\./)?(reference-solutions|tasks|examples|bench|docs|student-tools)/.*"))
                .filter(word -> !MADE.matcher(word).matches())
                .map(word -> named(line.getName() + " -> " + word, word)));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void files_of_the_checkout_are_there(String path) {
        assertThat(CHECKOUT.resolve(path)).exists();
    }
}
