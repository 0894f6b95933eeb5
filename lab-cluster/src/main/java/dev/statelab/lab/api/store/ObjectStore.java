package dev.statelab.lab.api.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ObjectList;
import dev.statelab.lab.api.Refusal;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.WatchEvent;
import dev.statelab.lab.api.object.Metadata;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * All objects of the cluster. Every change gets the next resource version, writes it into the object, and reaches every
 * subscription. Objects are never changed once they are here: a change replaces the object, and only that one which the
 * writer had read.
 */
public final class ObjectStore implements AutoCloseable {

    /** How many changes of a type a watch may be behind when it begins. */
    public static final int USUAL_HISTORY = 4096;

    private final int historyLength;
    private final Journal journal;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ResourceType, Shelf> shelves = new HashMap<>();
    private long restoredRevision;
    private long revision;
    private boolean closed;

    /** An empty store, which keeps nothing beyond its own life. */
    public ObjectStore(int historyLength) {
        this(historyLength, Journal.NONE);
    }

    /** @param journal is told of every change, and closed with the store */
    ObjectStore(int historyLength, Journal journal) {
        this.historyLength = historyLength;
        this.journal = journal;
    }

    /** A store that goes on where another one ended; of the changes before, none can be watched any more. */
    public static ObjectStore restored(SavedObjects saved, Journal journal) {
        ObjectStore store = new ObjectStore(USUAL_HISTORY, journal);
        store.revision = saved.revision();
        store.restoredRevision = saved.revision();
        saved.objects().forEach((type, objects) -> objects.forEach(
                object -> store.shelf(type).put(Metadata.namespace(object), Metadata.name(object), object)));
        return store;
    }

    /** What became of a request to watch. */
    public sealed interface Subscribed {

        record To(Subscription subscription) implements Subscribed {}

        /**
         * The changes after the requested resource version are no longer all known.
         *
         * @param oldest the first one from which a watch could begin
         */
        record TooOld(long oldest) implements Subscribed {}
    }

    public Optional<ObjectNode> find(ResourceType type, String namespace, String name) {
        return locked(() -> shelf(type).find(namespace, name));
    }

    /** The objects of a namespace, or of all for an empty one. */
    public ObjectList list(ResourceType type, String namespace) {
        return locked(() -> new ObjectList(shelf(type).list(namespace), Long.toString(revision)));
    }

    /** Stores a new object under its name; false where the name is taken. */
    public boolean insert(ResourceType type, ObjectNode object) throws ApiException {
        return written(() -> {
            Shelf shelf = shelf(type);
            if (shelf.find(Metadata.namespace(object), Metadata.name(object)).isPresent()) {
                return false;
            }
            write(type, shelf, WatchEvent.Type.ADDED, object, Optional.empty());
            return true;
        });
    }

    /** Stores an object in place of the one that it was made from; false where that is no longer the present one. */
    public boolean replace(ResourceType type, ObjectNode present, ObjectNode next) throws ApiException {
        return written(() -> {
            Shelf shelf = shelf(type);
            if (!isPresent(shelf, present)) {
                return false;
            }
            write(type, shelf, WatchEvent.Type.MODIFIED, next, Optional.of(present));
            return true;
        });
    }

    /**
     * Removes an object.
     *
     * @param present as the writer had read it
     * @param last how it is to be seen last
     * @return false where another writer was faster
     */
    public boolean remove(ResourceType type, ObjectNode present, ObjectNode last) throws ApiException {
        return written(() -> {
            Shelf shelf = shelf(type);
            if (!isPresent(shelf, present)) {
                return false;
            }
            write(type, shelf, WatchEvent.Type.DELETED, last, Optional.of(present));
            return true;
        });
    }

    /**
     * Watches a namespace, or all for an empty one.
     *
     * @param since the resource version after which changes are wanted; empty for the present objects (as added) and
     *     what follows
     * @param capacity how many changes the reader may leave unread
     */
    public Subscribed subscribe(ResourceType type, String namespace, OptionalLong since, int capacity) {
        return locked(() -> {
            Shelf shelf = shelf(type);
            if (since.isPresent() && hasForgotten(type, since.getAsLong())) {
                return new Subscribed.TooOld(shelf.forgottenThrough());
            }
            Collection<Change> backlog = since.isPresent()
                    ? shelf.since(namespace, since.getAsLong())
                    : shelf.list(namespace).stream().map(ObjectStore::asAdded).toList();
            Subscription subscription = new Subscription(backlog, capacity,
                    gone -> runLocked(() -> shelf.unsubscribe(namespace, gone)));
            if (closed) {
                subscription.end();
            }
            shelf.subscribe(namespace, subscription);
            return new Subscribed.To(subscription);
        });
    }

    /** Whether a resource version is outside of what the history of a type reaches. */
    public boolean hasForgotten(ResourceType type, long since) {
        return locked(() -> since < shelf(type).forgottenThrough() || since > revision);
    }

    /** The cluster's resource version, if the subscription's reader has read every change up to it. */
    public OptionalLong readThrough(Subscription subscription) {
        return locked(() -> subscription.isRead() ? OptionalLong.of(revision) : OptionalLong.empty());
    }

    /** Ends all subscriptions; nothing can be changed any more. */
    @Override
    public void close() {
        runLocked(() -> {
            if (!closed) {
                closed = true;
                shelves.values().forEach(Shelf::endSubscriptions);
                journal.close();
            }
        });
    }

    private void write(ResourceType type, Shelf shelf, WatchEvent.Type what, ObjectNode object,
            Optional<ObjectNode> previous) throws IOException {
        long next = revision + 1;
        object.withObjectProperty("metadata").put("resourceVersion", Long.toString(next));
        Change change = new Change(next, Metadata.namespace(object), new WatchEvent(what, object), previous);
        journal.append(type, change);
        revision = next;
        if (what == WatchEvent.Type.DELETED) {
            shelf.remove(Metadata.namespace(object), Metadata.name(object));
        } else {
            shelf.put(Metadata.namespace(object), Metadata.name(object), object);
        }
        shelf.publish(change);
        if (journal.isLong()) {
            shorten();
        }
    }

    private void shorten() {
        Map<ResourceType, List<ObjectNode>> present = new HashMap<>();
        shelves.forEach((type, shelf) -> present.put(type, shelf.list("")));
        try {
            journal.replace(revision, present);
        } catch (IOException _) {
            // The change is written; a journal that is too long is shortened another time.
        }
    }

    private static Change asAdded(ObjectNode object) {
        return new Change(Metadata.revision(object), Metadata.namespace(object),
                new WatchEvent(WatchEvent.Type.ADDED, object), Optional.empty());
    }

    private static boolean isPresent(Shelf shelf, ObjectNode read) {
        return shelf.find(Metadata.namespace(read), Metadata.name(read))
                .filter(stored -> Metadata.revision(stored) == Metadata.revision(read))
                .isPresent();
    }

    private Shelf shelf(ResourceType type) {
        return shelves.computeIfAbsent(type, _ -> new Shelf(historyLength, restoredRevision));
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /** A change of the store, which may fail to reach the journal. */
    @FunctionalInterface
    private interface Writing {
        boolean run() throws IOException;
    }

    private boolean written(Writing writing) throws ApiException {
        lock.lock();
        try {
            if (closed) {
                throw Refusal.notStored("the lab cluster is being ended");
            }
            return writing.run();
        } catch (IOException refused) {
            throw Refusal.notStored(String.valueOf(refused.getMessage()));
        } finally {
            lock.unlock();
        }
    }

    private void runLocked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}
