package dev.statelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ResourceTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the commands of the documentation, page by page and in their order, in a folder with the files that they name and on
 * a lab cluster as the cluster of the kubeconfig. What is not run here is told with the reason.
 */
class DocumentedCommandsRunTest {

    /** Pages that are run elsewhere as a whole. */
    private static final Map<String, String> PAGES_RUN_ELSEWHERE = Map.of(
            "docs/authoring.md", "AuthoringGuideTest",
            "docs/students.md", "EmptySystemIT");

    /** How lines begin that are not run here, and why. */
    private static final Map<String, String> NOT_RUN = notRun();

    @TempDir
    private Path folder = Path.of("");

    private static Map<String, String> notRun() {
        Map<String, String> reasons = new LinkedHashMap<>();
        reasons.put("./mvnw ", "is a build; DocumentedCommandsTest looks for its profiles and modules");
        reasons.put("JAVA_HOME=", "measures, for which nothing else may run");
        reasons.put("docker ", "needs Docker; GraderImageIT runs the image without");
        reasons.put("sudo ", "needs root, on a machine with k3s");
        reasons.put("kubectl ", "KubectlSessionTest runs a whole session");
        reasons.put("export KUBECONFIG=", "is for the shell that it is typed in");
        reasons.put("openssl ", "SubmitTest makes such a key");
        reasons.put("./grader lab ", "runs until it is ended: LabUpTest, KubectlSessionTest");
        reasons.put("./grader verify", "grades dozens of cases: VerifyCommandTest; and one line needs k3s");
        reasons.put("./grader evaluate task-02 --context k3s", "needs k3s");
        reasons.put("./grader evaluate my-task ", "needs a cluster with the task of AuthoringGuideTest");
        reasons.put("./grader submission verify ", "needs what students handed in: SubmitTest");
        reasons.put("grader submission verify ", "needs what students handed in: SubmitTest");
        reasons.put("./grader batch task-02 --roster examples/", "grades a class of 30: ExampleClassTest");
        reasons.put("./grader batch task-02 --roster class.csv --results results --on", "SharedClusterTest");
        reasons.put("./grader report results --format canvas", "needs a gradebook of Canvas: ReportCommandTest");
        return reasons;
    }

    private static Stream<String> lines(Path page) {
        return PAGES_RUN_ELSEWHERE.containsKey(name(page)) ? Stream.empty() : Documentation.lines(page);
    }

    private static String name(Path page) {
        return Documentation.CHECKOUT.relativize(page).toString();
    }

    private static boolean isRun(String line) {
        return NOT_RUN.keySet().stream().noneMatch(line::startsWith);
    }

    static Stream<Path> pages() throws IOException {
        return Documentation.pages().stream().filter(page -> lines(page).anyMatch(DocumentedCommandsRunTest::isRun));
    }

    @ParameterizedTest
    @MethodSource("pages")
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void its_commands_end_well(Path page) throws Exception {
        try (OpenLab lab = OpenLab.start(folder)) {
            // Charts, unlike the manifests of the other tasks, bring none.
            ObjectNode namespace = JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind",
                    "Namespace");
            namespace.putObject("metadata").put("name", "lab-14");
            ObjectNode _ = lab.cluster().api().create(ResourceTypes.NAMESPACE, "", namespace);
            for (String line : lines(page).filter(DocumentedCommandsRunTest::isRun).toList()) {
                assertThat(line).as("what is run here").startsWith(line.startsWith("./") ? "./grader " : "grader ");
                run(line, lab.kubeconfig());
            }
        }
    }

    private void run(String line, Path kubeconfig) throws IOException {
        List<String> words = Documentation.words(line);
        writeFilesFor(words.size() > 1 ? words.get(1) : "");
        List<String> arguments = new ArrayList<>(words.stream().map(this::here).toList());
        if (words.getFirst().equals("evaluate") && !words.contains("--lab")) {
            arguments.addAll(List.of("--kubeconfig", kubeconfig.toString()));
            if (!words.contains("--apply")) {
                ended(line + " (before it)", Stream.concat(arguments.stream(), Stream.of("--apply",
                        solution(words.get(1)).toString())).toList());
            }
        }
        ended(line, arguments);
    }

    private static void ended(String line, List<String> arguments) {
        Terminal terminal = new Terminal();

        int exitCode = terminal.run(arguments.toArray(String[]::new));

        assertThat(exitCode).as("%s%n%s%n%s", line, terminal.out(), terminal.err()).isZero();
    }

    /** What a student or an instructor of this task has in the folder, as far as it is not there yet. */
    private void writeFilesFor(String task) throws IOException {
        if (task.startsWith("task-")) {
            copy(solution(task), folder.resolve("my-manifests"));
        }
        copy(solution("lab-14"), folder.resolve("my-chart"));
        Files.writeString(folder.resolve("production.yaml"), "replicaCount: 3\n");
        Files.writeString(folder.resolve("class.csv"), "student_id,submission\nalice,%s\nbob,\n"
                .formatted(solution("task-02").toAbsolutePath()));
    }

    private static Path solution(String task) {
        Path solution = Documentation.CHECKOUT.resolve("reference-solutions").resolve(task);
        return task.equals("lab-14") ? solution.resolve("timeapp") : solution;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.writeString(copy, Files.readString(file));
            }
        }
    }

    /** A word that names a file, as a path that holds from where the tests run. */
    private String here(String word) {
        if (word.startsWith("reference-solutions/")) {
            return Documentation.CHECKOUT.resolve(word).toString();
        }
        // Two runs of one class, to compare.
        String name = word.replaceFirst("^results-of-(may|june)$", "results");
        return name.matches("(my-manifests|my-chart|my-lab)(/.*)?|results|.*\\.(yaml|csv|html)")
                ? folder.resolve(name).toString()
                : name;
    }

    @Test
    void what_is_not_run_is_there_and_every_reason_is_needed() throws IOException {
        List<String> all = Documentation.pages().stream().flatMap(DocumentedCommandsRunTest::lines).toList();

        assertThat(NOT_RUN.keySet()).allSatisfy(start -> assertThat(all).anyMatch(line -> line.startsWith(start)));
        assertThat(Documentation.pages()).extracting(DocumentedCommandsRunTest::name)
                .containsAll(PAGES_RUN_ELSEWHERE.keySet());
    }
}
