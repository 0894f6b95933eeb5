package dev.statelab.core.judging;

import dev.statelab.core.cluster.ClusterNames;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.Resolution;
import dev.statelab.core.diagnosis.Outlook;
import dev.statelab.core.judging.Waiting.Look;
import dev.statelab.core.judging.Waiting.Waited;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Looks up names, and gives endpoints the time in which they follow their pods. */
final class NameWait {

    private static final Duration FOLLOWS_WITHIN = Duration.ofSeconds(5);

    private final Taking taking;

    NameWait(Taking taking) {
        this.taking = taking;
    }

    /** The first resolution that is wanted, or the last one that was seen. */
    Resolution until(String name, Predicate<Resolution> wanted) throws InterruptedException {
        Waited<Resolution> waited = taking.session().waiting().until(
                state -> Look.of(Optional.of(ClusterNames.lookup(state, name)).filter(wanted),
                        () -> new Outlook(List.of())),
                FOLLOWS_WITHIN, taking.waiting());
        return switch (waited) {
            case Waited.Came<Resolution>(Resolution resolution) -> resolution;
            case Waited.GaveUp<Resolution>(ClusterState last, Outlook _) -> ClusterNames.lookup(last, name);
        };
    }
}
