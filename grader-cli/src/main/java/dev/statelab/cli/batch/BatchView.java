package dev.statelab.cli.batch;

import dev.statelab.batch.result.StudentOutcome;
import dev.statelab.batch.result.Trouble;
import dev.statelab.batch.roster.Student;
import dev.statelab.batch.run.BatchProgress;
import dev.statelab.cli.Screen;
import dev.statelab.cli.Text;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How far a class is, at the bottom of a terminal: painted over twice a second while the batch runs, and gone when it is
 * closed.
 */
final class BatchView implements BatchProgress, AutoCloseable {

    private static final Duration PERIOD = Duration.ofMillis(500);
    private static final String UP = "\u001b[A";
    private static final String CLEAR_BELOW = "\r\u001b[J";

    private final Screen screen;
    private final InstantSource clock;
    private final ClassProgress progress = new ClassProgress();
    private final Set<String> again = new HashSet<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private int painted;
    private boolean closed;

    BatchView(Screen screen, InstantSource clock) {
        this.screen = screen;
        this.clock = clock;
        Thread _ = Thread.ofVirtual().name("batch-view").start(this::paintAgainAndAgain);
    }

    @Override
    public void begun(int students, int before) {
        change(() -> {
            progress.begun(students, clock.instant());
            paint(progress.lines(clock.instant(), screen.width() - 1));
        });
    }

    @Override
    public void started(Student student) {
        change(() -> progress.started(student, again.remove(student.id()), clock.instant()));
    }

    @Override
    public void waiting(Student student, String forWhat) {
        change(() -> progress.waiting(student, forWhat));
    }

    @Override
    public void retrying(Student student, Trouble trouble, Duration pause) {
        change(() -> {
            again.add(student.id());
            progress.retrying(student);
        });
    }

    /** Stays, above what is painted. */
    @Override
    public void told(Student student, String line) {
        change(() -> {
            paint(List.of(Text.line(student.id()) + ": " + Text.line(line)));
            painted = 0;
        });
    }

    @Override
    public void finished(Student student, StudentOutcome outcome) {
        change(() -> progress.finished(student, outcome.trouble().isPresent()));
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    private void paintAgainAndAgain() {
        lock.lock();
        try {
            while (!closed) {
                paint(progress.lines(clock.instant(), screen.width() - 1));
                long _ = closing.awaitNanos(PERIOD.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void paint(List<String> lines) {
        screen.err().print(UP.repeat(painted) + CLEAR_BELOW + String.join("", lines.stream().map(line -> line + "\n")
                .toList()));
        screen.err().flush();
        painted = lines.size();
    }

    @Override
    public void close() {
        change(() -> {
            closed = true;
            paint(List.of());
            closing.signalAll();
        });
    }
}
