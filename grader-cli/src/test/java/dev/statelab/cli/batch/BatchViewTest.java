package dev.statelab.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.batch.roster.Student;
import dev.statelab.batch.roster.Work;
import dev.statelab.cli.Screen;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchViewTest {

    private final StringWriter painted = new StringWriter();
    private final Screen screen = new Screen(new PrintWriter(new StringWriter()), new PrintWriter(painted), true, false,
            true, 80);

    @Test
    void what_is_told_stays_above_it() {
        Student student = new Student(2, "eve", "Eve", new Work.Nothing(), Map.of());
        try (BatchView view = new BatchView(screen, () -> Instant.EPOCH)) {
            view.begun(1, 0);
            view.told(student, "one\u001b[2J");
            view.begun(1, 0);
        }

        assertThat(painted.toString()).contains("\u001b[A\r\u001b[Jeve: one\\u001b[2J\n\r\u001b[J0 of 1 done");
    }

    @Test
    void it_is_gone_when_it_is_closed() {
        try (BatchView view = new BatchView(screen, () -> Instant.EPOCH)) {
            view.begun(3, 0);
        }

        assertThat(painted.toString()).contains("0 of 3 done, 0 running, 3 waiting\n")
                .endsWith("\u001b[A\r\u001b[J");
    }
}
