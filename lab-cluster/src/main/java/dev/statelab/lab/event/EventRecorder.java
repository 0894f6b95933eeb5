package dev.statelab.lab.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.time.LabClock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Records events as Kubernetes' own components do: one that repeats becomes a higher {@code count} of the same object,
 * and a source that reports too much about one object falls silent. An event that cannot be stored, because its
 * namespace is going away, is lost. One recorder serves the whole cluster.
 */
public final class EventRecorder {

    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSX")
            .withZone(ZoneOffset.UTC);

    private final Api api;
    private final LabClock clock;
    private final ResourceType events;
    private final Map<Repetition, Recorded> recorded = new Recent<>();
    private final Map<Spammer, TokenBucket> allowances = new Recent<>();
    private long lastNanos;

    /** Events that only differ in these are different; all others count as one. */
    private record Repetition(
            EventSource source, ObjectReference about, EventType type, String action, String reason, String message) {}

    private record Spammer(EventSource source, ObjectReference about) {}

    /** @param count how often it was seen, which is more than was stored where the source was silenced */
    private record Recorded(ObjectNode event, int count) {}

    public EventRecorder(Api api, LabClock clock) {
        this.api = api;
        this.clock = clock;
        this.events = api.type("v1", "Event").orElseThrow();
    }

    /** An event of a controller or of a kubelet: counted in {@code count}. */
    public synchronized void record(
            EventSource source, ObjectReference about, EventType type, String reason, String message) {
        var now = clock.now();
        var key = new Repetition(source, about.anyVersion(), type, "", reason, message);
        var before = recorded.get(key);
        var event = before == null ? newEvent(source, about, type, reason, message) : before.event().deepCopy();
        int count = before == null ? 1 : before.count() + 1;
        if (before == null) {
            event.put("firstTimestamp", seconds(now)).putNull("eventTime");
            var shownSource = event.putObject("source").put("component", source.component());
            if (!source.instance().isEmpty()) {
                shownSource.put("host", source.instance());
            }
        }
        event.put("lastTimestamp", seconds(now)).put("count", count);
        var allowance = allowances.computeIfAbsent(new Spammer(source, about.anyVersion()),
                ignored -> new TokenBucket(now));
        store(key, new Recorded(event, count), before != null, allowance.take(now));
    }

    /**
     * An event of the scheduler, which reports in the newer form: an {@code action} and an {@code eventTime}, and a
     * {@code series} instead of a count.
     */
    public synchronized void recordAction(
            EventSource source, ObjectReference about, EventType type, String action, String reason, String message) {
        var now = clock.now();
        var key = new Repetition(source, about, type, action, reason, message);
        var before = recorded.get(key);
        if (before == null) {
            var event = newEvent(source, about, type, reason, message);
            event.put("action", action).put("eventTime", MICROSECONDS.format(now));
            event.putNull("firstTimestamp").putNull("lastTimestamp").putObject("source");
            store(key, new Recorded(event, 1), false, true);
        } else {
            int count = before.count() + 1;
            var event = before.event().deepCopy();
            event.putObject("series").put("count", count).put("lastObservedTime", MICROSECONDS.format(now));
            store(key, new Recorded(event, count), true, count == 2);
        }
    }

    private ObjectNode newEvent(
            EventSource source, ObjectReference about, EventType type, String reason, String message) {
        var event = JsonNodeFactory.instance.objectNode();
        event.put("apiVersion", events.apiVersion()).put("kind", events.kind());
        event.putObject("metadata").put("name", about.name() + "." + Long.toHexString(uniqueNanos()))
                .put("namespace", about.eventNamespace());
        event.set("involvedObject", about.json());
        return event.put("reason", reason).put("message", message).put("type", type.text())
                .put("reportingComponent", source.component()).put("reportingInstance", source.instance());
    }

    private void store(Repetition key, Recorded event, boolean repeated, boolean allowed) {
        if (!allowed) {
            recorded.put(key, event);
            return;
        }
        try {
            recorded.put(key, new Recorded(written(event.event(), repeated), event.count()));
        } catch (ApiException refused) {
            recorded.remove(key);
        }
    }

    private ObjectNode written(ObjectNode event, boolean repeated) throws ApiException {
        var metadata = (ObjectNode) event.path("metadata");
        var namespace = metadata.path("namespace").asText();
        if (!repeated) {
            return api.create(events, namespace, event);
        }
        metadata.remove("resourceVersion");
        try {
            return api.update(events, namespace, event.deepCopy());
        } catch (ApiException refused) {
            if (refused.code() != 404) {
                throw refused;
            }
            metadata.remove("uid");
            metadata.remove("creationTimestamp");
            return api.create(events, namespace, event);
        }
    }

    /** Events are named after the instant that they were recorded at. */
    private long uniqueNanos() {
        var now = clock.now();
        lastNanos = Math.max(lastNanos + 1, ChronoUnit.NANOS.between(Instant.EPOCH, now));
        return lastNanos;
    }

    private static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
