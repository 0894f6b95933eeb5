package dev.statelab.kube.observe;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.core.cluster.Listing;
import dev.statelab.kube.http.ApiResource;
import dev.statelab.kube.http.ApiServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps one kind current: a list, then watches that go on where the last one ended; a new list whenever a watch broke or
 * its version is too old. The listing stays as it is while that takes no longer than the limits allow, and is
 * unreadable from then on until it works again.
 */
final class KindFollower implements Runnable {

    private final ApiServer api;
    private final ApiResource resource;
    private final String namespace;
    private final KindSource source;
    private final ObservationLimits limits;
    private final InstantSource clock;
    private final Consumer<Listing> publish;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Queue<CompletableFuture<Void>> unconfirmed = new ConcurrentLinkedQueue<>();

    private Optional<Instant> lostSince = Optional.empty();
    private boolean listedOnce;
    private boolean watchRefused;
    private Duration pause;

    KindFollower(
            ApiServer api,
            ApiResource resource,
            String namespace,
            KindSource source,
            ObservationLimits limits,
            InstantSource clock,
            Consumer<Listing> publish) {
        this.api = api;
        this.resource = resource;
        this.namespace = namespace;
        this.source = source;
        this.limits = limits;
        this.clock = clock;
        this.publish = publish;
        this.pause = limits.firstPause();
    }

    @Override
    public void run() {
        while (stopped.getCount() > 0) {
            List<CompletableFuture<Void>> confirming = List.copyOf(unconfirmed);
            try {
                KindSource.Listed listed = source.list();
                listedOnce = true;
                lostSince = Optional.empty();
                if (!watchRefused) {
                    publish.accept(listed.objects().listed());
                }
                confirmed(confirming);
                watch(listed);
            } catch (Refused e) {
                failed(api.refusal(resource.permission("list", namespace), e.status()));
            } catch (TooMuch e) {
                failed(tooMuch(e));
            } catch (NotAList e) {
                failed(new Cause(Reason.SERVER_ERROR, "Expected to list " + resource.plural() + " in the namespace "
                        + namespace + ", the API server answered something else (" + e.what()
                        + "); check that it is one, and that nothing between changes its answers"));
            } catch (IOException e) {
                failed(api.cause(e));
            }
        }
    }

    void stop() {
        stopped.countDown();
        source.stop();
        confirmed(List.copyOf(unconfirmed));
    }

    /** Lists once more. What is returned is done when a list that began after this was published, or the kind is unreadable. */
    CompletableFuture<Void> confirm() {
        CompletableFuture<Void> confirmed = new CompletableFuture<>();
        unconfirmed.add(confirmed);
        source.outdate();
        if (stopped.getCount() == 0) {
            confirmed(List.of(confirmed));
        }
        return confirmed;
    }

    private void confirmed(List<CompletableFuture<Void>> some) {
        some.forEach(each -> each.complete(null));
        boolean _ = unconfirmed.removeIf(CompletableFuture::isDone);
    }

    /** Returns when a new list is needed. */
    private void watch(KindSource.Listed listed) throws TooMuch {
        KindSource.Listed from = listed;
        Instant start = clock.instant();
        try {
            while (stopped.getCount() > 0) {
                start = clock.instant();
                String next = source.watch(from, () -> opened(listed.objects()));
                from = new KindSource.Listed(listed.objects(), next);
                if (Duration.between(start, clock.instant()).compareTo(limits.firstPause()) < 0) {
                    rest(limits.firstPause());
                }
            }
        } catch (Refused e) {
            if (!e.isExpired()) {
                watchRefused = true;
                failed(api.refusal(resource.permission("watch", namespace), e.status()));
            } else if (Duration.between(start, clock.instant()).compareTo(limits.firstPause()) < 0) {
                rest(limits.firstPause());
            }
        } catch (IOException e) {
            lostSince = Optional.of(clock.instant());
            rest(limits.firstPause());
        }
    }

    private void opened(ObjectStore objects) {
        watchRefused = false;
        pause = limits.firstPause();
        publish.accept(objects.listed());
    }

    private void failed(Cause cause) {
        if (stopped.getCount() == 0) {
            return;
        }
        Instant now = clock.instant();
        Instant since = lostSince.orElse(now);
        lostSince = Optional.of(since);
        boolean overdue = Duration.between(since, now).compareTo(limits.restore()) >= 0;
        if (!listedOnce || !mayPass(cause) || overdue) {
            publish.accept(new Listing.Unreadable(cause));
            confirmed(List.copyOf(unconfirmed));
        }
        rest(pause);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(limits.lastPause()) < 0 ? doubled : limits.lastPause();
    }

    private static boolean mayPass(Cause cause) {
        return switch (cause.reason()) {
            case UNREACHABLE, TIMED_OUT, SERVER_ERROR, THROTTLED -> true;
            case UNAUTHORIZED, FORBIDDEN, STILL_CHANGING, NOT_DEPLOYED, UNDECIDED, NOT_ASKED, INTERRUPTED,
                    FAULTY_TASK ->
                false;
        };
    }

    private Cause tooMuch(TooMuch e) {
        return new Cause(Reason.SERVER_ERROR, "Expected the few " + resource.plural() + " of a lab, found " + e.what()
                + " in the namespace " + namespace + "; delete what does not belong to the task");
    }

    private void rest(Duration duration) {
        try {
            stopped.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            stopped.countDown();
        }
    }
}
