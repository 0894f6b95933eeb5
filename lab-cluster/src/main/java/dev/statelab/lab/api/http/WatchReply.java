package dev.statelab.lab.api.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ApiServer;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.WatchEvent;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.store.Change;
import dev.statelab.lab.api.store.Subscription;
import dev.statelab.lab.api.store.Subscription.Signal;
import dev.statelab.lab.time.LabClock;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes the changes of a watch, one JSON object a line. An object that begins to match the selection is added, one that
 * ceases to is deleted.
 */
final class WatchReply implements Reply.Writer {

    private static final Duration BETWEEN_BOOKMARKS = Duration.ofSeconds(20);

    private final ApiServer api;
    private final LabClock clock;
    private final ResourceType type;
    private final Subscription subscription;
    private final Selection selection;
    private final Rendering rendering;
    private final Duration timeout;
    private final boolean bookmarks;

    /**
     * @param timeout real time until the watch ends
     * @param bookmarks whether the client wants to know of the resource version when nothing happens
     */
    WatchReply(ApiServer api, LabClock clock, ResourceType type, Subscription subscription, Selection selection,
            Rendering rendering, Duration timeout, boolean bookmarks) {
        this.api = api;
        this.clock = clock;
        this.type = type;
        this.subscription = subscription;
        this.selection = selection;
        this.rendering = rendering;
        this.timeout = timeout;
        this.bookmarks = bookmarks;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException, InterruptedException {
        try (subscription) {
            keepAlive(out);
            long end = System.nanoTime() + timeout.toNanos();
            while (true) {
                Duration left = Duration.ofNanos(end - System.nanoTime());
                if (!left.isPositive()) {
                    bookmark(out);
                    return;
                }
                switch (subscription.next(left.compareTo(BETWEEN_BOOKMARKS) < 0 ? left : BETWEEN_BOOKMARKS)) {
                    case Signal.Changed(Change change) -> {
                        Optional<WatchEvent> seen = seen(change);
                        if (seen.isPresent()) {
                            write(out, seen.get().type().name(),
                                    rendering.one(type, seen.get().object(), clock.now()));
                        }
                    }
                    case Signal.Quiet() -> bookmark(out);
                    case Signal.Ended() -> {
                        return;
                    }
                }
            }
        }
    }

    /** What a change is for a client that sees the selected objects only. */
    private Optional<WatchEvent> seen(Change change) {
        WatchEvent event = change.event();
        boolean matches = selection.matches(event.object());
        boolean matched = change.previous().filter(selection::matches).isPresent();
        return switch (event.type()) {
            case ADDED -> Optional.of(event).filter(_ -> matches);
            case DELETED -> Optional.of(event).filter(_ -> matched || matches);
            case MODIFIED -> matches
                    ? Optional.of(matched ? event : new WatchEvent(WatchEvent.Type.ADDED, event.object()))
                    : change.previous()
                            .filter(_ -> matched)
                            .map(previous -> new WatchEvent(WatchEvent.Type.DELETED, asOf(previous, event.object())));
        };
    }

    private static ObjectNode asOf(ObjectNode previous, ObjectNode next) {
        ObjectNode last = previous.deepCopy();
        Metadata.of(last).put("resourceVersion", Metadata.resourceVersion(next));
        return last;
    }

    /** White space between events: it brings the headers to the client, and shows when the client is gone. */
    private static void keepAlive(OutputStream out) throws IOException {
        out.write(' ');
        out.flush();
    }

    private void bookmark(OutputStream out) throws IOException {
        OptionalLong through = api.readThrough(subscription);
        if (!bookmarks) {
            keepAlive(out);
        } else if (through.isPresent()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            object.put("kind", type.kind()).put("apiVersion", type.apiVersion());
            object.putObject("metadata")
                    .put("resourceVersion", Long.toString(through.getAsLong()))
                    .putNull("creationTimestamp");
            write(out, "BOOKMARK", object);
        }
    }

    static void write(OutputStream out, String type, ObjectNode object) throws IOException {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("type", type);
        event.set("object", object);
        out.write(Reply.utf8(event + "\n"));
        out.flush();
    }
}
