package dev.statelab.kube.release;

import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.StateFeed;
import dev.statelab.kube.observe.Observer;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at the pods of hooks while Helm waits for them. Helm waits until its time is over, also for an image that does not
 * exist. For one thread. Asks the cluster nothing before the first hook is made.
 */
final class HookWatch implements AutoCloseable {

    private final Observer observer;
    private final String namespace;
    private final RelayNotes notes;
    private Optional<StateFeed> feed = Optional.empty();

    HookWatch(Observer observer, String namespace, RelayNotes notes) {
        this.observer = observer;
        this.namespace = namespace;
        this.notes = notes;
    }

    /** @throws StuckHooks when nothing more can come of them */
    void look() throws InterruptedException, StuckHooks {
        if (notes.hooks().isEmpty()) {
            return;
        }
        if (feed.isEmpty()) {
            feed = Optional.of(observer.observe(namespace, Set.of(ResourceKind.POD, ResourceKind.EVENT)));
        }
        Optional<StuckHooks> stuck = new HookPods(feed.get().current(), notes.hooks()).stuck();
        if (stuck.isPresent()) {
            throw stuck.get();
        }
    }

    @Override
    public void close() {
        feed.ifPresent(StateFeed::close);
    }
}
