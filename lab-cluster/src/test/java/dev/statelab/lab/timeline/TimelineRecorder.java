package dev.statelab.lab.timeline;

import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.WatchEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Watches a namespace of the lab cluster, as the recordings were made. */
final class TimelineRecorder implements AutoCloseable {

    private static final List<ResourceType> RECORDED = List.of(ResourceTypes.STATEFUL_SET, ResourceTypes.POD,
            ResourceTypes.PERSISTENT_VOLUME_CLAIM, ResourceTypes.ENDPOINT_SLICE, ResourceTypes.EVENT);

    private final Predicate<Timeline> end;
    private final List<Timeline.Entry> entries = new ArrayList<>();
    private final List<Api.Watch> watches = new ArrayList<>();
    private final CompletableFuture<Timeline> ended = new CompletableFuture<>();

    private TimelineRecorder(Predicate<Timeline> end) {
        this.end = end;
    }

    /** @param end whether the timeline is complete */
    static TimelineRecorder start(Api api, String namespace, Predicate<Timeline> end) throws ApiException {
        var recorder = new TimelineRecorder(end);
        for (var type : RECORDED) {
            recorder.watches.add(api.watch(type, namespace, "", event -> recorder.add(type, event)));
        }
        return recorder;
    }

    private synchronized void add(ResourceType type, WatchEvent event) {
        entries.add(new Timeline.Entry(type.plural(), event.type().name(), event.object()));
        if (end.test(new Timeline(entries))) {
            ended.complete(new Timeline(entries));
        }
    }

    /** Returns once the timeline is complete, or after 40 s what there is of it. */
    Timeline await() throws Exception {
        try {
            return ended.get(40, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            synchronized (this) {
                return new Timeline(entries);
            }
        }
    }

    @Override
    public void close() {
        watches.forEach(Api.Watch::close);
    }
}
