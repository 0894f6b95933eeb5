package dev.statelab.hostile.table;

import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** A parameter of tests with {@link Attack} or {@link Fault}: tells the table what passing or failing alone does not. */
public final class Ledger {

    static final String TRIED = "statelab.tried";
    static final String WRONG_SCORE = "statelab.wrong-score";
    static final String LOST_RESULT = "statelab.lost-result";

    private final BiConsumer<String, String> entries;

    /** @param entries takes one of the keys above, and its value */
    Ledger(BiConsumer<String, String> entries) {
        this.entries = entries;
    }

    /** This test tries that many, where it would count as one. */
    public void tried(long number) {
        entries.accept(TRIED, Long.toString(number));
    }

    /**
     * Of the numbers from 1 to the last those that this test tries: one in each step.
     *
     * @param first where the steps begin, so that tests do not all try the same
     */
    public int[] moments(int first, int step, int last) {
        int[] moments = IntStream.rangeClosed(1, last).filter(n -> n % step == first % step).toArray();
        tried(moments.length);
        return moments;
    }

    /** A score that is not the right one: fails the test, and is counted. */
    public AssertionError wrongScore(String what) {
        entries.accept(WRONG_SCORE, what);
        return new AssertionError("A wrong score: " + what);
    }

    /** A result that is gone: fails the test, and is counted. */
    public AssertionError lostResult(String what) {
        entries.accept(LOST_RESULT, what);
        return new AssertionError("A lost result: " + what);
    }
}
