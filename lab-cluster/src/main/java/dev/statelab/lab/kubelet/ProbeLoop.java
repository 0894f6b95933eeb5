package dev.statelab.lab.kubelet;

import dev.statelab.lab.time.LabClock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Asks one container the same question again and again, and tells when its answer is another one that can be believed.
 * Startup and liveness probes begin with the first full period after the start; a readiness probe begins at once and is
 * repeated within the first second, as {@code recordings/states/not-ready.json} shows it.
 */
final class ProbeLoop {

    private static final Duration FIRST_READINESS = Duration.ofMillis(100);
    private static final Duration SECOND_READINESS = Duration.ofMillis(900);

    private final ProbeKind kind;
    private final ProbeDefinition probe;
    private final LabClock clock;
    private final Supplier<Prober.Answer> question;
    private final Consumer<Prober.Answer> onFailure;
    private final Consumer<Boolean> onVerdict;
    private final Thread thread;

    /**
     * @param onFailure gets every answer that is not healthy
     * @param onVerdict gets whether the container is healthy, when that has changed
     */
    ProbeLoop(
            ProbeKind kind,
            ProbeDefinition probe,
            LabClock clock,
            Supplier<Prober.Answer> question,
            Consumer<Prober.Answer> onFailure,
            Consumer<Boolean> onVerdict) {
        this.kind = kind;
        this.probe = probe;
        this.clock = clock;
        this.question = question;
        this.onFailure = onFailure;
        this.onVerdict = onVerdict;
        this.thread = Thread.ofVirtual().name("lab-probe-" + kind.word()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        var tally = ProbeTally.NONE;
        try {
            clock.sleep(firstDelay());
            for (int asked = 1; true; asked++) {
                var answer = question.get();
                if (thread.isInterrupted()) {
                    return;
                }
                var before = tally.verdict();
                tally = heard(answer, tally);
                if (!tally.verdict().equals(before)) {
                    onVerdict.accept(tally.lastHealthy());
                }
                if (isDecided(tally)) {
                    return;
                }
                clock.sleep(asked == 1 && before.equals(tally.verdict()) && kind == ProbeKind.READINESS
                        ? shorter(SECOND_READINESS, probe.period())
                        : probe.period());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** An answer that is the probe's own fault does not count. */
    private ProbeTally heard(Prober.Answer answer, ProbeTally tally) {
        return switch (answer) {
            case Prober.Answer.Healthy _ -> tally.plus(true, probe);
            case Prober.Answer.Unhealthy _ -> {
                onFailure.accept(answer);
                yield tally.plus(false, probe);
            }
            case Prober.Answer.Errored _ -> {
                onFailure.accept(answer);
                yield tally;
            }
        };
    }

    /** A startup probe has done its work once it has decided, a liveness probe once it has failed. */
    private boolean isDecided(ProbeTally tally) {
        return switch (kind) {
            case STARTUP -> tally.verdict().isPresent();
            case LIVENESS -> tally.verdict().filter(healthy -> !healthy).isPresent();
            case READINESS -> false;
        };
    }

    private Duration firstDelay() {
        if (kind == ProbeKind.READINESS) {
            return probe.initialDelay().isZero() ? FIRST_READINESS : probe.initialDelay();
        }
        return probe.initialDelay().compareTo(probe.period()) > 0 ? probe.initialDelay() : probe.period();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Asks no more; what is being asked now is not heard. */
    void stop() {
        thread.interrupt();
    }

    boolean isOver() {
        return !thread.isAlive();
    }

    void join() throws InterruptedException {
        thread.join();
    }
}
