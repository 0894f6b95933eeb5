package dev.statelab.core.judging;

import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.StateFeed;
import dev.statelab.core.diagnosis.Outlook;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Waits for a state: until it has come, until the deadline, or until nothing more can come. Gives up only on a state that was
 * read anew.
 */
final class Waiting {

    /** Without a change for so long, objects at rest have told everything: endpoints follow pods within this time. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    /** Kinds come over connections of their own: what caused a change of one kind may arrive this much after it. */
    private static final Duration SKEW = Duration.ofMillis(250);

    private final StateFeed feed;
    private final EvaluationOptions options;

    Waiting(StateFeed feed, EvaluationOptions options) {
        this.feed = feed;
        this.options = options;
    }

    /** What one state is to whoever waits. */
    sealed interface Look<T> {

        /** What is waited for. */
        record Here<T>(T value) implements Look<T> {}

        /** It has not come, and this is what may still come of the state. */
        record NotYet<T>(Outlook outlook) implements Look<T> {}

        static <T> Look<T> of(Optional<T> value, Supplier<Outlook> outlook) {
            return value.<Look<T>>map(Here::new).orElseGet(() -> new NotYet<>(outlook.get()));
        }
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
     * @param look is asked once for each state
     * @param within for how long at the most, as time passes in the cluster; zero for one look
     * @param waiting is told before each wait what it waits for
     */
    <T> Waited<T> until(
            Function<ClusterState, Look<T>> look,
            Duration within,
            Consumer<Outlook> waiting) throws InterruptedException {
        long start = options.ticker().getAsLong();
        Duration atMost = options.here(within);
        ClusterState state = feed.current();
        boolean over = false;
        while (true) {
            Outlook now;
            switch (look.apply(state)) {
                case Look.Here<T>(T value) -> {
                    return new Waited.Came<>(value);
                }
                case Look.NotYet<T>(Outlook outlook) -> now = outlook;
            }
            Duration left = atMost.minusNanos(options.ticker().getAsLong() - start);
            Duration patience = switch (now.prospect()) {
                case HOPELESS -> since(state, SKEW);
                case AT_REST -> since(state, QUIET);
                case CHANGING -> left;
            };
            ClusterState newest = feed.current();
            if (!left.isPositive() || (!patience.isPositive() && newest.revision() == state.revision())) {
                newest = over || options.glance() ? state : feed.confirmed();
                if (newest.revision() == state.revision()) {
                    return new Waited.GaveUp<>(state, now);
                }
                over = !left.isPositive();
            } else if (patience.isPositive()) {
                waiting.accept(now);
                newest = feed.awaitAfter(state, left.compareTo(patience) < 0 ? left : patience);
            }
            state = newest;
        }
    }

    /** What is left of a time that began with the newest change. */
    private Duration since(ClusterState state, Duration time) {
        return time.minus(Duration.between(state.seenAt(), options.clock().instant()));
    }
}
