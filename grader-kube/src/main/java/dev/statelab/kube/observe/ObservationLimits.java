package dev.statelab.kube.observe;

import dev.statelab.core.Limits;
import java.time.Duration;

/**
 * What an observation may take.
 *
 * @param pageSize objects in one answer to a list
 * @param objects objects of one kind; more make the kind unreadable
 * @param memory bytes that all objects of one kind take here, about; more make the kind unreadable
 * @param objectBytes JSON of one object; etcd itself takes none above 1.5 MiB
 * @param request how long the API server may take to answer a list
 * @param watch how long one watch runs before the next one takes over
 * @param restore how long a broken watch may take to be restored before the kind counts as unreadable
 * @param firstPause before the second attempt to reach the API server; doubles with each further one
 * @param lastPause the longest of these pauses
 */
public record ObservationLimits(
        int pageSize,
        int objects,
        long memory,
        int objectBytes,
        Duration request,
        Duration watch,
        Duration restore,
        Duration firstPause,
        Duration lastPause) {

    /** A namespace of a lab has some dozen objects, and a few hundred events. */
    public static final ObservationLimits USUAL = new ObservationLimits(Limits.PAGE, Limits.OBJECTS,
            Limits.KIND_MEMORY, Limits.OBJECT, Duration.ofSeconds(10), Duration.ofSeconds(45), Duration.ofSeconds(5),
            Duration.ofMillis(100),
            Duration.ofSeconds(5));

    /** Pages of a list; the API server leaves none but the last one half empty. */
    int pages() {
        return objects / pageSize + 1;
    }

    /** A watch that takes longer than this is dead, whether it is silent or not: the API server should have ended it. */
    Duration silence() {
        return watch.plus(request);
    }
}
