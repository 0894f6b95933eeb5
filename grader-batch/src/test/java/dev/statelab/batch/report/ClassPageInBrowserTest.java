package dev.statelab.batch.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.statelab.batch.result.ClassResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The page as a person uses it. */
class ClassPageInBrowserTest {

    private static final String IDS = "[...document.querySelectorAll('#students tbody tr:not([hidden]) th')]"
            + ".map(cell => cell.textContent).join(' ')";

    // Chromium's last processes may still write while the folder is removed.
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder = Path.of("");

    private Browser open(ClassResults results) throws Exception {
        Optional<Path> program = Browser.installed();
        assumeTrue(program.isPresent(), "Chromium is not installed (Debian: apt install chromium)");
        Path page = Files.writeString(folder.resolve("class.html"), ClassPage.render(results));
        return Browser.open(program.orElseThrow(), folder.resolve("profile"), page);
    }

    private ClassResults four() throws IOException {
        return Classes.four(folder.resolve("out"));
    }

    @Test
    void it_sorts_filters_and_opens_a_student_without_a_complaint() throws Exception {
        try (Browser browser = open(four())) {
            assertThat(browser.evaluate(IDS)).isEqualTo("ann bob eve kim");

            String score = "document.querySelectorAll('#students th button')[3].click();";
            assertThat(browser.evaluate(score + IDS)).isEqualTo("bob ann eve kim");
            assertThat(browser.evaluate(score + IDS)).isEqualTo("ann bob eve kim");
            assertThat(browser.evaluate("document.querySelector('[aria-sort]').textContent")).isEqualTo("score");

            assertThat(browser.evaluate("const f = document.getElementById('filter-text'); f.value = 'BO';"
                    + "f.dispatchEvent(new Event('input'));" + IDS)).isEqualTo("bob");
            assertThat(browser.evaluate("document.getElementById('shown').textContent")).isEqualTo("1 of 4 shown");
            assertThat(browser.evaluate("f.value = ''; const s = document.getElementById('filter-status');"
                    + "s.value = 'not-graded'; s.dispatchEvent(new Event('change'));" + IDS)).isEqualTo("eve");

            assertThat(browser.evaluate("document.querySelector('#students a[href=\"#s-bob\"]').click();"
                    + "getComputedStyle(document.getElementById('s-bob')).display + ' '"
                    + " + getComputedStyle(document.getElementById('class')).display")).isEqualTo("block none");
            assertThat(browser.evaluate("document.getElementById('s-bob').innerText")).contains("a headless Service",
                    "10.0.0.1", "set clusterIP: None");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void hostile_text_is_shown_and_does_nothing() throws Exception {
        try (Browser browser = open(Classes.hostile(folder.resolve("out")))) {
            assertThat(browser.evaluate("document.querySelector('#students tbody td').textContent"))
                    .startsWith("<script>alert(1)</script>\"'&");
            assertThat(browser.evaluate("document.scripts.length")).isEqualTo("1");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void its_policy_stops_a_script_that_came_in_all_the_same() throws Exception {
        try (Browser browser = open(four())) {
            assertThat(browser.evaluate("const x = document.createElement('script'); x.textContent = 'window.ran = 1';"
                    + "document.body.append(x); String(window.ran)")).isEqualTo("undefined");
        }
    }

    @Test
    void words_stay_whole_and_on_a_phone_only_tables_scroll_sideways() throws Exception {
        try (Browser browser = open(four())) {
            for (int width : new int[]{1200, 390}) {
                browser.command("Emulation.setDeviceMetricsOverride",
                        Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", true));
                assertThat(browser
                        .evaluate("[...document.querySelectorAll('#students th a, #students th:nth-child(4) button,"
                                + " #students td:nth-child(4)')].filter(e => { const r = document.createRange();"
                                + " r.selectNodeContents(e); return r.getClientRects().length > 1; })"
                                + ".map(e => e.textContent).join()"))
                        .describedAs("broken at " + width).isEmpty();
                assertThat(browser.evaluate("document.documentElement.scrollWidth <= " + width))
                        .describedAs("fits into " + width).isEqualTo("true");
                assertThat(browser.evaluate("[...document.querySelectorAll('svg[role=img] text')].every(t =>"
                        + " t.getBoundingClientRect().right <= t.ownerSVGElement.getBoundingClientRect().right + 1)"))
                        .describedAs("labels are whole").isEqualTo("true");
            }
        }
    }

    @Test
    void text_can_be_read_in_light_and_in_dark() throws Exception {
        String contrast = """
                const lum = c => { const v = c.match(/[\\d.]+/g).slice(0, 3).map(x => x / 255)
                  .map(x => x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
                  return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]; };
                const paper = lum(getComputedStyle(document.body).backgroundColor);
                [...document.querySelectorAll('h1, th, td, a, label')].map(e => lum(getComputedStyle(e).color))
                  .map(ink => (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05))
                  .reduce((a, b) => Math.min(a, b)) >= 4.5""";
        try (Browser browser = open(four())) {
            for (String scheme : new String[]{"light", "dark"}) {
                browser.command("Emulation.setEmulatedMedia", Map.of("features", List.of(
                        Map.of("name", "prefers-color-scheme", "value", scheme))));
                assertThat(browser.evaluate("(() => {" + contrast.replace("[...document", "return [...document")
                        + "})()")).describedAs(scheme).isEqualTo("true");
            }
            assertThat(browser.evaluate("getComputedStyle(document.body).backgroundColor"))
                    .isEqualTo("rgb(20, 24, 31)");
        }
    }
}
