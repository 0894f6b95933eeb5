package dev.statelab.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.batch.roster.Student;
import dev.statelab.batch.roster.Work;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassProgressTest {

    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");

    private final ClassProgress progress = new ClassProgress();

    private static Student student(String id) {
        return new Student(2, id, "", new Work.Nothing(), Map.of());
    }

    @Test
    void it_tells_who_is_graded_what_is_waited_for_and_how_long_it_will_take() {
        progress.begun(10, START);
        for (String id : new String[]{"a", "b", "c", "d"}) {
            progress.started(student(id), false, START);
            progress.finished(student(id), id.equals("c"));
        }
        progress.started(student("e"), false, START.plusSeconds(5));
        progress.waiting(student("e"), "Pods running: pod kv-3");
        progress.started(student("f"), false, START);
        progress.retrying(student("f"));

        assertThat(progress.lines(START.plusSeconds(20), 120)).containsExactly(
                "4 of 10 done, 1 running, 4 waiting, 1 once more later, 1 needs attention; 12.0 a minute, about 30 s left",
                "  e 15 s: waiting for Pods running: pod kv-3");
    }

    @Test
    void who_is_tried_again_runs_again() {
        progress.begun(1, START);
        progress.started(student("a"), false, START);
        progress.retrying(student("a"));
        progress.started(student("a"), true, START);

        assertThat(progress.lines(START, 100)).containsExactly("0 of 1 done, 1 running, 0 waiting", "  a 0 s");
    }

    @Test
    void it_fits_into_a_small_terminal_and_hostile_names_do_nothing() {
        progress.begun(20, START);
        progress.started(student("\u001b[2J" + "x".repeat(100)), false, START);
        for (int i = 0; i < 19; i++) {
            progress.started(student("s" + i), false, START);
        }

        assertThat(progress.lines(START, 40)).hasSize(10).allMatch(line -> line.length() <= 40)
                .noneMatch(line -> line.contains("\u001b")).last().isEqualTo("  and 12 more");
    }
}
