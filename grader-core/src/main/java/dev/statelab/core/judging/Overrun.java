package dev.statelab.core.judging;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.result.Outcome;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Ends judging that takes longer than a criterion may. That is nobody's fault, so it costs nothing. */
final class Overrun {

    private enum Stage {
        JUDGING, ENDED, OVERRUN
    }

    private Overrun() {}

    /** Judges one criterion. */
    @FunctionalInterface
    interface Judging {
        Judged judge() throws InterruptedException;
    }

    /**
     * Judges for so long at the most.
     *
     * @param timeout zero for no limit
     * @throws InterruptedException when somebody else ends it
     */
    static Judged guard(Duration timeout, Judging judging) throws InterruptedException {
        if (timeout.isZero()) {
            return judging.judge();
        }
        AtomicReference<Stage> stage = new AtomicReference<>(Stage.JUDGING);
        CountDownLatch ended = new CountDownLatch(1);
        Thread judge = Thread.currentThread();
        Thread alarm = Thread.ofVirtual().name("timeout").start(() -> {
            try {
                if (!ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS)
                        && stage.compareAndSet(Stage.JUDGING, Stage.OVERRUN)) {
                    judge.interrupt();
                }
            } catch (InterruptedException e) {
                // Nobody interrupts it, and there would be nothing left to do.
            }
        });
        try {
            Judged judged = judging.judge();
            if (stage.compareAndSet(Stage.JUDGING, Stage.ENDED)) {
                return judged;
            }
            Judged overrun = overrun(timeout, alarm);
            // It says more than that it took too long.
            return judged.outcome() instanceof Outcome.Inconclusive ? judged : overrun;
        } catch (InterruptedException e) {
            if (stage.compareAndSet(Stage.JUDGING, Stage.ENDED)) {
                throw e;
            }
            return overrun(timeout, alarm);
        } finally {
            ended.countDown();
        }
    }

    /** The interruption that the alarm sends may come a moment later: it is for this criterion alone. */
    private static Judged overrun(Duration timeout, Thread alarm) throws InterruptedException {
        alarm.join();
        boolean _ = Thread.interrupted();
        return new Judged(new Outcome.Inconclusive(new Cause(Cause.Reason.TIMED_OUT,
                "it was not judged within the " + timeout.toSeconds() + " s that the task gives it")), 0);
    }
}
