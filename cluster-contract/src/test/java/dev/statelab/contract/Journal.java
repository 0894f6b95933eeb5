package dev.statelab.contract;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Everything that a watch has told so far, in order. */
final class Journal<T extends HasMetadata> implements Watcher<T>, AutoCloseable {

    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Entry<T>> entries = new ArrayList<>();
    private final List<Watch> watch = new ArrayList<>();
    private String ending = "";

    /** What the watch said of one object. */
    record Entry<T>(Action action, T object) {}

    private Journal(Duration patience) {
        this.patience = patience;
    }

    /**
     * Tells what is there first, and then every change: a watch goes on where a list ended, so that nothing is missed
     * between the two.
     *
     * @param objects of one kind, perhaps selected
     */
    static <T extends HasMetadata, L extends KubernetesResourceList<T>> Journal<T> begin(
            Duration patience, FilterWatchListDeletable<T, L, ?> objects) {
        Journal<T> journal = new Journal<>(patience);
        L list = objects.list();
        list.getItems().forEach(object -> journal.eventReceived(Action.ADDED, object));
        journal.watch.add(objects.withResourceVersion(list.getMetadata().getResourceVersion()).watch(journal));
        return journal;
    }

    @Override
    public void eventReceived(Action action, T object) {
        if (action == Action.BOOKMARK) {
            return;
        }
        lock.lock();
        try {
            entries.add(new Entry<>(action, object));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onClose(WatcherException cause) {
        lock.lock();
        try {
            ending = ", and the watch ended: " + cause.getMessage();
        } finally {
            lock.unlock();
        }
    }

    /** What has been told so far. */
    List<Entry<T>> entries() {
        lock.lock();
        try {
            return List.copyOf(entries);
        } finally {
            lock.unlock();
        }
    }

    /** The objects that are there after all that was told. */
    Present<T> present() {
        Map<String, T> present = new LinkedHashMap<>();
        for (Entry<T> entry : entries()) {
            String name = entry.object().getMetadata().getName();
            if (entry.action() == Action.DELETED) {
                present.remove(name);
            } else {
                present.put(name, entry.object());
            }
        }
        return new Present<>(present);
    }

    /** The names of the objects with this action, in the order in which they were told. */
    List<String> names(Action action) {
        return entries().stream()
                .filter(entry -> entry.action() == action)
                .map(entry -> entry.object().getMetadata().getName())
                .toList();
    }

    /**
     * Waits until the objects that are there are as they should be.
     *
     * @param what for the message of a failure
     * @return those objects
     */
    Present<T> until(String what, Predicate<Collection<T>> holds) {
        return until(what, () -> holds.test(present().all()));
    }

    /** Waits until there is an object as it should be, and returns it. */
    T untilOne(String what, Predicate<T> holds) {
        return until(what, objects -> objects.stream().anyMatch(holds)).all().stream()
                .filter(holds)
                .findFirst()
                .orElseThrow();
    }

    private Present<T> until(String what, BooleanSupplier holds) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (!holds.getAsBoolean()) {
                if (left <= 0) {
                    throw new AssertionError(
                            "expected " + what + " within " + patience + ", last seen: " + present() + ending);
                }
                left = changed.awaitNanos(left);
            }
            return present();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + what, e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        watch.forEach(Watch::close);
    }
}
