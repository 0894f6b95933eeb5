package dev.statelab.cli;

import dev.statelab.core.judging.Progress;
import dev.statelab.core.result.Credit;
import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.task.Criterion;
import dev.statelab.core.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One line at the bottom of a terminal, painted over and over: how many criteria are judged, and what is being waited
 * for and for how long. It vanishes when it is closed.
 */
final class ProgressLine implements Progress, AutoCloseable {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Screen screen;
    private final int criteria;
    private final InstantSource clock;
    private final Map<String, Wait> waits = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private int judged;
    private boolean closed;

    private record Wait(String title, String forWhat, Instant since) {}

    ProgressLine(Screen screen, Task task, InstantSource clock) {
        this.screen = screen;
        this.criteria = (int) task.criteria().stream().filter(criterion -> criterion.credit() != Credit.HIDDEN).count();
        this.clock = clock;
        Thread _ = Thread.ofVirtual().name("progress-line").start(this::paintEverySecond);
    }

    @Override
    public void waiting(Criterion criterion, String forWhat, Instant since) {
        change(() -> waits.put(criterion.id(), new Wait(criterion.title(), forWhat, since)));
    }

    @Override
    public void finished(CriterionResult result) {
        change(() -> {
            waits.remove(result.id());
            judged++;
        });
    }

    @Override
    public void close() {
        change(() -> {
            closed = true;
            closing.signalAll();
        });
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            paint();
        } finally {
            lock.unlock();
        }
    }

    private void paintEverySecond() {
        lock.lock();
        try {
            while (!closed) {
                paint();
                long _ = closing.awaitNanos(SECOND.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void paint() {
        screen.err().print(closed ? CLEAR_LINE : CLEAR_LINE + Text.cut(line(), screen.width() - 1));
        screen.err().flush();
    }

    private String line() {
        String done = judged + " of " + criteria + " judged";
        return waits.values().stream()
                .findFirst()
                .map(wait -> done + " - " + wait.title() + ": waiting " + seconds(wait) + " s"
                        + (wait.forWhat().isEmpty() ? "" : " for " + wait.forWhat()))
                .map(Text::line)
                .orElse(done);
    }

    private long seconds(Wait wait) {
        return Math.max(0, Duration.between(wait.since(), clock.instant()).toSeconds());
    }
}
