package dev.statelab.lab.api.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The objects of one type, their recent history, and who watches them. What concerns one namespace costs nothing in the
 * others. Guarded by the store's lock.
 */
final class Shelf {

    private final int historyLength;
    private final TreeMap<String, TreeMap<String, ObjectNode>> objects = new TreeMap<>();
    private final Deque<Change> history = new ArrayDeque<>();
    private final Map<String, Set<Subscription>> subscriptions = new HashMap<>();
    private long forgottenThrough;

    /** @param forgottenThrough what came before, nobody knows here */
    Shelf(int historyLength, long forgottenThrough) {
        this.historyLength = historyLength;
        this.forgottenThrough = forgottenThrough;
    }

    Optional<ObjectNode> find(String namespace, String name) {
        return Optional.ofNullable(objects.get(namespace)).map(named -> named.get(name));
    }

    /** By namespace and name. */
    List<ObjectNode> list(String namespace) {
        List<ObjectNode> found = new ArrayList<>();
        if (namespace.isEmpty()) {
            objects.values().forEach(named -> found.addAll(named.values()));
        } else if (objects.containsKey(namespace)) {
            found.addAll(objects.get(namespace).values());
        }
        return found;
    }

    void put(String namespace, String name, ObjectNode object) {
        objects.computeIfAbsent(namespace, _ -> new TreeMap<>()).put(name, object);
    }

    void remove(String namespace, String name) {
        objects.computeIfPresent(namespace, (_, named) -> {
            named.remove(name);
            return named.isEmpty() ? null : named;
        });
    }

    void publish(Change change) {
        history.addLast(change);
        if (history.size() > historyLength) {
            forgottenThrough = history.removeFirst().revision();
        }
        tell(change.namespace(), change);
        if (!change.namespace().isEmpty()) {
            tell("", change);
        }
    }

    private void tell(String namespace, Change change) {
        subscriptions.getOrDefault(namespace, Set.of()).forEach(subscription -> subscription.offer(change));
    }

    /** The first resource version after which all changes are still known. */
    long forgottenThrough() {
        return forgottenThrough;
    }

    /** The changes after a resource version; all namespaces for an empty one. */
    List<Change> since(String namespace, long revision) {
        Deque<Change> found = new ArrayDeque<>();
        for (Iterator<Change> newest = history.descendingIterator(); newest.hasNext();) {
            Change change = newest.next();
            if (change.revision() <= revision) {
                break;
            }
            if (namespace.isEmpty() || change.namespace().equals(namespace)) {
                found.addFirst(change);
            }
        }
        return List.copyOf(found);
    }

    void subscribe(String namespace, Subscription subscription) {
        subscriptions.computeIfAbsent(namespace, _ -> new LinkedHashSet<>()).add(subscription);
    }

    void unsubscribe(String namespace, Subscription subscription) {
        subscriptions.computeIfPresent(namespace, (_, present) -> {
            present.remove(subscription);
            return present.isEmpty() ? null : present;
        });
    }

    void endSubscriptions() {
        subscriptions.values().forEach(present -> present.forEach(Subscription::end));
        subscriptions.clear();
    }
}
