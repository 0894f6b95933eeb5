package dev.statelab.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.cli.watch.LiveLine.Mark;
import dev.statelab.core.report.TextOptions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a terminal shows. */
class RubricPageTest {

    private static final List<LiveLine> LINES = List.of(
            new LiveLine(Mark.HOLDS, "StatefulSet exists", Optional.of(15), 15, List.of()),
            new LiveLine(Mark.MISSING, "Replica count", Optional.of(0), 10, List.of("found 3")),
            new LiveLine(Mark.ON_ITS_WAY, "Pods running", Optional.empty(), 10,
                    List.of("still on its way: pod key-value-svc-3: ContainerCreating")),
            new LiveLine(Mark.NOT_LIVE, "Data persistence", Optional.empty(), 20,
                    List.of("disturbs pods: Enter judges it")));
    private static final List<String> FOOTER = List.of("14:05:07 15 of 100 points at this moment", "q: end");

    private static String render(TextOptions options, int rows) {
        return String.join("\n", RubricPage.render("task-02", LINES, FOOTER, options, rows));
    }

    @Test
    void all_of_it() {
        assertThat(render(new TextOptions(60, false, true), 24)).isEqualTo("""
                task-02

                ✓ StatefulSet exists                                   15/15
                ✗ Replica count                                         0/10
                    found 3
                … Pods running                                          ?/10
                    still on its way: pod key-value-svc-3: ContainerCreating
                · Data persistence                                      ?/20
                    disturbs pods: Enter judges it

                14:05:07 15 of 100 points at this moment
                q: end""");
    }

    @Test
    void at_40_columns_in_ascii() {
        assertThat(render(new TextOptions(39, false, false), 24)).isEqualTo("""
                task-02

                + StatefulSet exists              15/15
                x Replica count                    0/10
                    found 3
                . Pods running                     ?/10
                    still on its way: pod
                    key-value-svc-3: ContainerCreating
                * Data persistence                 ?/20
                    disturbs pods: Enter judges it

                14:05:07 15 of 100 points at this
                moment
                q: end""");
    }

    @Test
    void in_a_low_terminal_the_notes_are_left_out_and_then_the_top() {
        assertThat(render(new TextOptions(60, false, true), 9).lines()).hasSize(9).noneMatch(
                line -> line.contains("found 3")).first().isEqualTo("task-02");
        assertThat(render(new TextOptions(60, false, true), 4).lines()).hasSize(4).last().isEqualTo("q: end");
    }

    @Test
    void what_a_cluster_says_is_made_harmless() {
        List<LiveLine> hostile = List.of(new LiveLine(Mark.MISSING, "A", Optional.of(0), 1,
                List.of("found \u001b[2J\u0007")));

        assertThat(String.join("\n", RubricPage.render("t", hostile, List.of(), new TextOptions(60, false, true), 24)))
                .contains("found \\u001b[2J\\u0007").doesNotContain("\u001b");
    }
}
