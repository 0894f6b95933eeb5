package dev.statelab.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.cli.Screen;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BatchViewTest {

    private final StringWriter painted = new StringWriter();
    private final Screen screen = new Screen(new PrintWriter(new StringWriter()), new PrintWriter(painted), true, false,
            true, 80);

    @Test
    void it_is_gone_when_it_is_closed() {
        try (BatchView view = new BatchView(screen, () -> Instant.EPOCH)) {
            view.begun(3, 0);
        }

        assertThat(painted.toString()).contains("0 of 3 done, 0 running, 3 waiting\n")
                .endsWith("\u001b[A\r\u001b[J");
    }
}
