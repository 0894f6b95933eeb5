package dev.statelab.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.statelab.reference.image.Command;
import dev.statelab.reference.image.UnpackedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * The grader's image, proved without a Docker daemon and without an image registry: Jib has put it on a base that
 * debootstrap made, which holds no Java, and its entrypoint runs in its unpacked layers.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class GraderImageIT {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path SOLUTIONS = Path.of("../reference-solutions");

    private UnpackedImage image = new UnpackedImage(Path.of(""), "", NullNode.instance);

    private record Ended(int exitCode, String output) {}

    @BeforeAll
    void unpack() throws IOException {
        assumeThat(System.getProperty("user.name")).as("only root can unpack an image and enter it").isEqualTo("root");
        assumeThat(Command.works("unshare", "--mount", "true")).as("mount namespaces are allowed").isTrue();
        image = UnpackedImage.unpack(TARGET.resolve("grader-image.tar"), TARGET.resolve("image-proof/unpacked"));
        for (String name : List.of("task-02", "lab-14")) {
            Folders.copy(SOLUTIONS.resolve(name), image.root().resolve("work").resolve(name));
        }
    }

    private static Ended end(ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), output);
    }

    private Ended grader(String... arguments) throws IOException, InterruptedException {
        return end(image.command(arguments));
    }

    private static Path packaged() throws IOException {
        try (Stream<Path> folders = Files.list(TARGET)) {
            return folders.filter(path -> Files.isDirectory(path.resolve("runtime"))).findFirst().orElseThrow();
        }
    }

    /** Without the start-up caches, whose own times do not matter. */
    private static List<String> filesOf(Path folder) throws IOException {
        return Folders.below(folder).stream().filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                .filter(file -> !file.toString().endsWith(".aot"))
                .map(file -> folder.relativize(file) + ": " + described(file)).toList();
    }

    private static String described(Path file) {
        try {
            return Files.size(file) + " bytes, " + Files.getLastModifiedTime(file)
                    + (Files.isExecutable(file) ? ", a program" : "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> release() throws IOException {
        return Files.readAllLines(image.root().resolve("opt/grader/release")).stream().map(line -> line.split("=", 2))
                .collect(toMap(pair -> pair[0], pair -> pair[1]));
    }

    @Test
    void it_says_what_it_is() throws Exception {
        Map<String, String> release = release();

        assertThat(image.name()).isEqualTo("statelab-grader:" + release.get("version"));
        assertThat(image.config().get("User").textValue()).isEqualTo("1000:1000");
        assertThat(image.config().get("Labels").properties())
                .extracting(label -> label.getKey() + "=" + label.getValue().textValue())
                .contains("org.opencontainers.image.title=StateLab grader",
                        "org.opencontainers.image.version=" + release.get("version"),
                        "org.opencontainers.image.revision=" + release.get("commit"),
                        "org.opencontainers.image.licenses=Apache-2.0");
        Ended told = grader("--version");
        assertThat(told.exitCode()).as(told.output()).isZero();
        assertThat(told.output()).startsWith("StateLab grader " + release.get("version") + "\ncommit "
                + release.get("commit") + "\nKubernetes client fabric8 ").contains("\ntask-02 version 1\n");
    }

    /** Nothing of Jib's own layers for Java programs; and everything with the time that the start-up cache was made for. */
    @Test
    void it_holds_the_package_and_nothing_else() throws IOException {
        assertThat(image.root().resolve("app")).doesNotExist();
        assertThat(image.root().resolve("opt/grader")).isDirectoryNotContaining("glob:**/{share,student-tools}");
        for (String folder : List.of("app", "bin", "tasks", "runtime/bin", "runtime/conf", "runtime/lib")) {
            assertThat(filesOf(image.root().resolve("opt/grader").resolve(folder)))
                    .containsExactlyElementsOf(filesOf(packaged().resolve(folder)));
        }
    }

    /** With this option the JVM does not start without it. */
    @Test
    void the_start_up_cache_is_used() throws Exception {
        ProcessBuilder command = image.command("tasks");
        command.environment().put("JAVA_TOOL_OPTIONS", "-XX:AOTMode=on");

        Ended listed = end(command);

        assertThat(listed.exitCode()).as(listed.output()).isZero();
        assertThat(listed.output()).contains("AOTMode=on", "task-02  Key-value store");
    }

    @Test
    void it_grades_what_is_mounted() throws Exception {
        Ended graded = grader("evaluate", "task-02", "--lab", "--apply", "task-02", "--output", "report.txt");

        assertThat(graded.exitCode()).as(graded.output()).isZero();
        Path report = image.root().resolve("work/report.txt");
        assertThat(report).content().contains("✓ Data persistence", "score       100 of 100");
        assertThat(Files.getAttribute(report, "unix:uid")).isEqualTo(1000);
    }

    /** As on clusters that choose the user of a container. */
    @Test
    void any_user_can_grade_a_chart() throws Exception {
        Ended graded = end(image.commandAs("23456:23456", "evaluate", "lab-14", "--lab", "--apply", "lab-14/timeapp"));

        assertThat(graded.exitCode()).as(graded.output()).isZero();
        assertThat(graded.output()).contains("of 100").doesNotContain("Exception");
    }
}
