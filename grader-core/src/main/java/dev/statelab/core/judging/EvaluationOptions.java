package dev.statelab.core.judging;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What an evaluation takes from its surroundings.
 *
 * @param clock tells when; the same clock as the feed's {@code seenAt}
 * @param ticker nanoseconds from an arbitrary start, to measure how long
 * @param random makes the evaluation's id and its random values
 * @param progress is told how it goes on
 */
public record EvaluationOptions(InstantSource clock, LongSupplier ticker, RandomGenerator random, Progress progress) {

    public EvaluationOptions {
        requireNonNull(clock, "clock");
        requireNonNull(ticker, "ticker");
        requireNonNull(random, "random");
        requireNonNull(progress, "progress");
    }

    /** The machine's clock, and values that nobody can guess. */
    public static EvaluationOptions live(Progress progress) {
        return new EvaluationOptions(InstantSource.system(), System::nanoTime, new SecureRandom(), progress);
    }
}
