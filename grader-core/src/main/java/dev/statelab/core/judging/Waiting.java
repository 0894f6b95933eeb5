package dev.statelab.core.judging;

import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.StateFeed;
import dev.statelab.core.diagnosis.Outlook;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Waits for a state: until it has come, until the deadline, or until nothing more can come. */
final class Waiting {

    /** Without a change for so long, objects at rest have told everything: endpoints follow pods within this time. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final StateFeed feed;
    private final InstantSource clock;
    private final LongSupplier ticker;

    Waiting(StateFeed feed, InstantSource clock, LongSupplier ticker) {
        this.feed = feed;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** What waiting came to. */
    sealed interface Waited<T> {

        record Came<T>(T value) implements Waited<T> {}

        /**
         * It did not come within the time, or it cannot come any more.
         *
         * @param last what was seen last
         */
        record GaveUp<T>(ClusterState last, Outlook outlook) implements Waited<T> {}
    }

    /**
     * Waits.
     *
     * @param come what is waited for; empty as long as it has not come
     * @param outlook what may still come of the state
     * @param within for how long at the most; zero for one look
     * @param waiting is told before each wait what it waits for
     */
    <T> Waited<T> until(
            Function<ClusterState, Optional<T>> come,
            Function<ClusterState, Outlook> outlook,
            Duration within,
            Consumer<Outlook> waiting) throws InterruptedException {
        long start = ticker.getAsLong();
        ClusterState state = feed.current();
        while (true) {
            Optional<T> value = come.apply(state);
            if (value.isPresent()) {
                return new Waited.Came<>(value.get());
            }
            Outlook now = outlook.apply(state);
            Duration left = within.minusNanos(ticker.getAsLong() - start);
            Duration patience = switch (now.prospect()) {
                case HOPELESS -> Duration.ZERO;
                case AT_REST -> QUIET.minus(Duration.between(state.seenAt(), clock.instant()));
                case CHANGING -> left;
            };
            ClusterState newest = feed.current();
            if (!left.isPositive() || (!patience.isPositive() && newest.revision() == state.revision())) {
                return new Waited.GaveUp<>(state, now);
            }
            if (patience.isPositive()) {
                waiting.accept(now);
                newest = feed.awaitAfter(state, left.compareTo(patience) < 0 ? left : patience);
            }
            state = newest;
        }
    }
}
