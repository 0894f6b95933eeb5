package dev.statelab.lab.controller;

import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.WatchEvent;
import dev.statelab.lab.time.LabClock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A control loop: each change of a watched object leads to keys, and the reconciler is called for each key. What exists
 * when a watch starts counts as just added, so that nothing is missed.
 */
public final class Controller implements AutoCloseable {

    private static final int GONE = 410;

    private final Api api;
    private final WorkQueue queue;
    private final List<Api.Watch> watches = new ArrayList<>();

    /**
     * @param name of its threads
     */
    public Controller(String name, Api api, LabClock clock, Reconciler reconciler) {
        this.api = api;
        this.queue = new WorkQueue(name, reconciler, clock);
    }

    /** Watches a type in all namespaces; each object is its own key. */
    public Controller watch(ResourceType type) {
        return watch(type, event -> Stream.of(ObjectKey.of(event.object())));
    }

    /**
     * Watches a type in all namespaces.
     *
     * @param keys the objects that a change concerns; called on the watch's thread, so it must be quick
     */
    public Controller watch(ResourceType type, Function<WatchEvent, Stream<ObjectKey>> keys) {
        while (true) {
            var existing = api.list(type, "");
            try {
                watches.add(api.watch(type, "", existing.resourceVersion(),
                        event -> keys.apply(event).forEach(queue::add)));
                existing.items().stream().map(object -> new WatchEvent(WatchEvent.Type.ADDED, object))
                        .flatMap(keys).forEach(queue::add);
                return this;
            } catch (ApiException refused) {
                if (refused.code() != GONE) {
                    throw new IllegalStateException("Cannot watch " + type.qualifiedPlural(), refused);
                }
            }
        }
    }

    /** Has the reconciler look at an object. */
    public void add(ObjectKey key) {
        queue.add(key);
    }

    /** Returns when all of its threads have ended. */
    @Override
    public void close() {
        watches.forEach(Api.Watch::close);
        queue.close();
    }
}
