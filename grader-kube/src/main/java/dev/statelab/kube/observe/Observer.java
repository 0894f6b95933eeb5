package dev.statelab.kube.observe;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.core.cluster.Listing;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.StateFeed;
import dev.statelab.kube.http.ApiResources;
import dev.statelab.kube.http.ApiResources.Lookup;
import dev.statelab.kube.http.ApiServer;
import dev.statelab.kube.release.ReleasedCharts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** Starts to follow kinds, each on a thread of its own. */
public final class Observer implements AutoCloseable {

    private static final Duration CLOSING = Duration.ofMillis(500);

    private final ApiServer api;
    private final ApiResources resources;
    private final ReleasedCharts charts;
    private final ObservationLimits limits;
    private final InstantSource clock;
    private final Set<LiveState> open = ConcurrentHashMap.newKeySet();

    public Observer(ApiServer api, ApiResources resources, ReleasedCharts charts, ObservationLimits limits,
            InstantSource clock) {
        this.api = api;
        this.resources = resources;
        this.charts = charts;
        this.limits = limits;
        this.clock = clock;
    }

    /** Returns when each kind is listed or known to be unreadable. */
    public StateFeed observe(String namespace, Set<ResourceKind> kinds) throws InterruptedException {
        List<Following> followings = new ArrayList<>();
        LiveState state = new LiveState(namespace, clock, () -> confirm(followings), closed -> {
            open.remove(closed);
            stop(followings);
        });
        open.add(state);
        CountDownLatch unread = new CountDownLatch(kinds.size());
        for (ResourceKind kind : kinds) {
            followings.add(new Following(kind, namespace, state, unread));
        }
        followings.forEach(Following::start);
        try {
            unread.await();
        } catch (InterruptedException e) {
            state.close();
            throw e;
        }
        return state;
    }

    @Override
    public void close() {
        open.forEach(LiveState::close);
    }

    private static CompletableFuture<Void> confirm(List<Following> followings) {
        return CompletableFuture.allOf(
                followings.stream().map(following -> following.onConfirm.get()).toArray(CompletableFuture[]::new));
    }

    private static void stop(List<Following> followings) {
        followings.forEach(Following::stop);
        Instant deadline = Instant.now().plus(CLOSING);
        try {
            for (Following following : followings) {
                following.thread.join(Duration.between(Instant.now(), deadline));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One kind from the first question, which resource it is, to the end. */
    private final class Following implements Runnable {
        private final ResourceKind kind;
        private final String namespace;
        private final LiveState state;
        private final CountDownLatch unread;
        private final Thread thread;
        private volatile Runnable onStop = () -> {};
        /** What is not followed is as it is. */
        private volatile Supplier<CompletableFuture<Void>> onConfirm = () -> CompletableFuture.completedFuture(null);
        private volatile boolean stopped;
        private boolean reported;

        Following(ResourceKind kind, String namespace, LiveState state, CountDownLatch unread) {
            this.kind = kind;
            this.namespace = namespace;
            this.state = state;
            this.unread = unread;
            this.thread = Thread.ofVirtual().name("follow " + kind).unstarted(this);
        }

        void start() {
            thread.start();
        }

        void stop() {
            stopped = true;
            onStop.run();
            thread.interrupt();
        }

        @Override
        public void run() {
            try {
                if (kind.equals(ResourceKind.CHART)) {
                    // What was installed before stays what it is.
                    publish(charts.in(namespace));
                    return;
                }
                switch (resources.find(kind)) {
                    case Lookup.Found found -> follow(found);
                    case Lookup.Unknown(Cause cause) -> publish(new Listing.Unreadable(cause));
                    case Lookup.NoSuchKind() -> publish(new Listing.Unreadable(new Cause(Reason.FAULTY_TASK,
                            "Expected a cluster with the kind " + kind + ", this one does not have it;"
                                    + " check the task's apiVersion and kind, or install what defines it")));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void follow(Lookup.Found found) {
            KindSource source = new KindSource(api, kind, found.resource(), namespace, limits);
            KindFollower follower = new KindFollower(api, found.resource(), namespace, source, limits, clock,
                    this::publish);
            onStop = follower::stop;
            onConfirm = follower::confirm;
            if (stopped) {
                follower.stop();
            }
            follower.run();
        }

        private void publish(Listing listing) {
            state.publish(kind, listing);
            if (!reported) {
                reported = true;
                unread.countDown();
            }
        }
    }
}
