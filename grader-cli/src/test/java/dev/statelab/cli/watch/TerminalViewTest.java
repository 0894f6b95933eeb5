package dev.statelab.cli.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.cli.Screen;
import dev.statelab.cli.watch.LiveLine.Mark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is sent to a terminal. */
class TerminalViewTest {

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private LineDisciplineTerminal terminal;
    private TerminalView view;

    @BeforeEach
    void open() throws IOException {
        terminal = new LineDisciplineTerminal("test", "xterm", sent, UTF_8);
        terminal.setSize(new Size(40, 24));
        PrintWriter out = new PrintWriter(sent, true, UTF_8);
        view = new TerminalView(terminal, new Screen(out, out, true, false, true, 40), "task-02");
    }

    @AfterEach
    void close() throws IOException {
        terminal.close();
    }

    private static LiveLine line(String title, int points) {
        return new LiveLine(points > 0 ? Mark.HOLDS : Mark.MISSING, title, Optional.of(points), 10, List.of());
    }

    private String shown(LiveLine... lines) {
        sent.reset();
        view.show(List.of(lines), List.of("q: end"));
        return sent.toString(UTF_8);
    }

    @Test
    void only_what_changed_is_painted_again() {
        assertThat(shown(line("Alpha", 10), line("Beta", 10))).contains("task-02", "Alpha", "Beta", "10/10", "q: end");

        assertThat(shown(line("Alpha", 10), line("Beta", 0))).contains("✗").doesNotContain("Alpha", "task-02");
    }

    @Test
    void a_terminal_of_another_width_is_filled_to_its_edge() {
        String _ = shown(line("Alpha", 10));
        terminal.setSize(new Size(60, 24));

        assertThat(shown(line("Alpha", 10))).contains("Alpha" + " ".repeat(59 - "✓ Alpha10/10".length()) + "10/10");
    }

    @Test
    void a_report_gets_a_place_of_its_own() {
        String _ = shown(line("Alpha", 10));
        sent.reset();

        view.makeRoom();

        assertThat(sent.toString(UTF_8)).as("the rubric is taken away").isNotEmpty();
        assertThat(shown(line("Alpha", 10))).as("and painted whole below").contains("task-02", "Alpha", "10/10");
    }
}
