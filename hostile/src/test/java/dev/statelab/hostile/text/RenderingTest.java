package dev.statelab.hostile.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statelab.hostile.grader.GraderRun;
import dev.statelab.hostile.server.Canary;
import dev.statelab.hostile.table.Attack;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

/** Hostile text as those programs take it that results are written for. */
@Attack("Hostile text")
class RenderingTest {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    // Chromium's last processes may still write while the folder is removed.
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private Canary canary;
    @SuppressWarnings("NullAway.Init")
    private Scene scene;

    @BeforeEach
    void set() throws Exception {
        canary = Canary.open();
        scene = new Scene(folder, "http://127.0.0.1:" + canary.port() + "/");
    }

    @AfterEach
    void clear() throws Exception {
        scene.close();
        canary.close();
    }

    private String report(String format) {
        GraderRun run = scene.grader("report", scene.results(), "--format", format);
        assertThat(run.exitCode()).as(run.printed()).isZero();
        return run.out();
    }

    @Test
    void a_browser_runs_nothing_of_the_page_and_asks_nobody() throws Exception {
        assumeTrue(Files.isExecutable(CHROMIUM), "Chromium is not installed (Debian: apt install chromium)");
        Path page = Files.writeString(folder.resolve("class.html"), report("html"));

        String dom = domIn(page);

        assertThat(dom).contains("&lt;script&gt;document.documentElement").doesNotContain("data-owned")
                .doesNotContain("<img", "<svg onload");
        assertThat(canary.wasConnectedTo()).isFalse();
    }

    /** So that the test above can fail. */
    @Test
    void a_browser_does_run_a_script_that_is_not_escaped() throws Exception {
        assumeTrue(Files.isExecutable(CHROMIUM), "Chromium is not installed (Debian: apt install chromium)");

        String dom = domIn(Files.writeString(folder.resolve("page.html"), "<!DOCTYPE html><body>"
                + HostileText.beginning("", "nowhere").replace("\ud800", "").replace("\udc00", "")));

        assertThat(dom).contains("data-owned");
    }

    /** The page after a second of its own time, scripts and all. */
    private String domIn(Path page) throws Exception {
        Process browser = new ProcessBuilder(CHROMIUM.toString(), "--headless", "--no-sandbox", "--disable-gpu",
                "--disable-dev-shm-usage", "--no-first-run", "--user-data-dir=" + folder.resolve("profile"),
                "--virtual-time-budget=1000", "--dump-dom", page.toUri().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        // It waits as long as somebody whom it asks does not answer.
        CompletableFuture.delayedExecutor(60, TimeUnit.SECONDS).execute(browser::destroyForcibly);
        try (BufferedReader out = browser.inputReader(UTF_8)) {
            String dom = out.readAllAsString();
            assertThat(browser.waitFor()).isZero();
            return dom;
        } finally {
            browser.destroyForcibly();
        }
    }

    /** As spreadsheets take a cell, with and without the white space before it. */
    @ParameterizedTest
    @ValueSource(strings = {"csv", "canvas", "moodle"})
    void a_spreadsheet_finds_no_formula(String format) throws Exception {
        Path into = Path.of(scene.path("exported-" + format + ".csv"));
        GraderRun run = scene.grader("report", scene.results(), "--format", format, "--into", into.toString());

        try (CSVParser cells = CSVParser.parse(new StringReader(run.out()), CSVFormat.RFC4180)) {
            List<CSVRecord> rows = cells.getRecords();
            assertThat(rows).hasSizeGreaterThan(1);
            assertThat(rows.stream().flatMap(CSVRecord::stream)).noneMatch(RenderingTest::isFormula);
            assertThat(rows).extracting(CSVRecord::size).containsOnly(rows.getFirst().size());
        }
    }

    private static boolean isFormula(String cell) {
        String seen = cell.strip();
        return !seen.isEmpty() && "=+-@\uff1d\uff0b\uff0d\uff20".indexOf(seen.charAt(0)) >= 0
                && !seen.matches("-|-?[0-9.]+");
    }

    @Test
    void a_reader_of_xml_finds_text_and_nothing_else() throws Exception {
        for (String xml : List.of(report("junit"),
                scene.grader("evaluate", "probe", "--kubeconfig", scene.path("kubeconfig-0"), "--format", "junit")
                        .out())) {
            Document document = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml.getBytes(UTF_8)));

            assertThat(document.getDoctype()).isNull();
            assertThat(xml).contains("&lt;script&gt;");
            assertThat(document.getElementsByTagName("script").getLength()).isZero();
            assertThat(document.getElementsByTagName("img").getLength()).isZero();
        }
    }

    @Test
    void markdown_keeps_its_tables_and_gets_no_links_and_no_elements() {
        String unescaped = report("markdown").replaceAll("\\\\[^A-Za-z0-9\n]", "");

        assertThat(unescaped).doesNotContain("<", "](", "`", "](javascript", "![");
        assertThat(unescaped.lines().filter(line -> line.startsWith("#"))).allMatch(line -> line
                .matches("#+ [A-Z][A-Za-z ]*"));
        List<Long> bars = unescaped.substring(unescaped.indexOf("## Students")).lines()
                .filter(line -> line.startsWith("|")).map(line -> line.chars().filter(c -> c == '|').count()).distinct()
                .toList();
        assertThat(bars).hasSize(1);
    }

    @Test
    void a_reader_of_json_gets_the_text_back_and_files_are_ascii() throws Exception {
        GraderRun run = scene.grader("evaluate", "probe", "--kubeconfig", scene.path("kubeconfig-0"), "--format",
                "json");
        JsonNode json = new ObjectMapper().readTree(run.out());

        assertThat(json.findValuesAsText("found").toString()).contains("<script>");
        try (Stream<Path> files = Files.walk(Path.of(scene.results()))) {
            for (Path file : files.filter(each -> each.toString().endsWith("json")).toList()) {
                assertThat(new ObjectMapper().readTree(file.toFile()).isContainerNode()).isTrue();
                assertThat(Files.readString(file).chars()).as(file.toString())
                        .allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f));
            }
        }
    }

    @Test
    void ids_and_names_lead_nowhere_out_of_the_results() throws Exception {
        Path results = Path.of(scene.results());

        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(file -> file.toString().contains("escaped"))).isNotEmpty()
                    .allMatch(file -> file.startsWith(results.resolve("students")));
        }
    }
}
