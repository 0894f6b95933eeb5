package dev.statelab.core.judging;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What an evaluation takes from its surroundings.
 *
 * @param clock tells when; the same clock as the feed's {@code seenAt}
 * @param ticker nanoseconds from an arbitrary start, to measure how long
 * @param random makes the evaluation's id and its random values
 * @param progress is told how it goes on
 * @param speed how many seconds pass in the cluster while one passes here; 1 for a real cluster
 * @param named what the student says that parameters of the task are, by their ids
 * @param glance whether only what is seen at this moment counts: nothing is waited for, no step is taken, and nothing is
 *        asked
 * @param contents whether what is on claims is read, to be compared with what others have, before anything is judged
 */
public record EvaluationOptions(
        InstantSource clock,
        LongSupplier ticker,
        RandomGenerator random,
        Progress progress,
        double speed,
        Map<String, String> named,
        boolean glance,
        boolean contents) {

    /** What programs do takes its time, however fast the cluster's clock runs. */
    private static final Duration LEAST = Duration.ofSeconds(20);

    public EvaluationOptions {
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("a cluster's speed is a positive number, not " + speed);
        }
        requireNonNull(clock, "clock");
        requireNonNull(ticker, "ticker");
        requireNonNull(random, "random");
        requireNonNull(progress, "progress");
        named = Map.copyOf(named);
    }

    /** The machine's clock, and values that nobody can guess. */
    public static EvaluationOptions live(Progress progress) {
        return new EvaluationOptions(InstantSource.system(), System::nanoTime, new SecureRandom(), progress, 1,
                Map.of(), false, false);
    }

    /** For a cluster whose clock runs faster than this machine's. */
    public EvaluationOptions withSpeed(double newSpeed) {
        return new EvaluationOptions(clock, ticker, random, progress, newSpeed, named, glance, contents);
    }

    /** With random values of one's own choice. */
    public EvaluationOptions withRandom(RandomGenerator newRandom) {
        return new EvaluationOptions(clock, ticker, newRandom, progress, speed, named, glance, contents);
    }

    /** With what the student says that parameters are. */
    public EvaluationOptions withNamed(Map<String, String> parameters) {
        return new EvaluationOptions(clock, ticker, random, progress, speed, parameters, glance, contents);
    }

    /** For what is seen at this moment. */
    public EvaluationOptions atAGlance() {
        return new EvaluationOptions(clock, ticker, random, progress, speed, named, true, false);
    }

    /** With what is on claims. */
    public EvaluationOptions withContents() {
        return new EvaluationOptions(clock, ticker, random, progress, speed, named, glance, true);
    }

    /** How long to wait here for what may take this long in the cluster. */
    Duration here(Duration inCluster) {
        if (glance) {
            return Duration.ZERO;
        }
        Duration scaled = Duration.ofNanos(Math.round(inCluster.toNanos() / speed));
        return Collections.max(List.of(scaled, Collections.min(List.of(inCluster, LEAST))));
    }

    /**
     * What is left of a time in the cluster.
     *
     * @param start when it began, by the ticker
     */
    Duration left(Duration inCluster, long start) {
        Duration here = here(inCluster);
        if (here.isZero()) {
            return Duration.ZERO;
        }
        double past = (double) (ticker.getAsLong() - start) / here.toNanos();
        return past >= 1 ? Duration.ZERO : Duration.ofNanos(Math.round(inCluster.toNanos() * (1 - past)));
    }
}
