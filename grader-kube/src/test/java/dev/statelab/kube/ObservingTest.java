package dev.statelab.kube;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.Listing;
import dev.statelab.core.cluster.Listing.Listed;
import dev.statelab.core.cluster.Listing.Unreadable;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.StateFeed;
import dev.statelab.kube.observe.ObservationLimits;
import dev.statelab.kube.pod.Control;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ObservingTest {

    private static final ResourceKind POD = new ResourceKind("v1", "Pod");
    private static final ResourceKind STATEFUL_SET = new ResourceKind("apps/v1", "StatefulSet");
    private static final String PODS = "/api/v1/namespaces/task-02/pods";
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final ObservationLimits QUICK = new ObservationLimits(2, 10, 100_000, 20_000, Duration.ofSeconds(2),
            Duration.ofSeconds(30), Duration.ofMillis(200), Duration.ofMillis(10), Duration.ofMillis(50));

    private final FakeApi api = new FakeApi();
    private final FakeCollection pods = new FakeCollection();
    private final KubeCluster cluster = KubeCluster.open(api.connection(), QUICK, InstantSource.system(),
            Control.ofThisMachine());

    @AfterEach
    void close() {
        cluster.close();
        api.close();
    }

    @Test
    void listsEveryObjectOfARecordedStateOrderedByName() throws Exception {
        Recordings.objects("healthy-3", "Pod").reversed().forEach(pods::put);
        StateFeed feed = observePods();

        assertThat(names(feed.current())).containsExactly("kv-0", "kv-1", "kv-2");
        assertThat(objects(feed.current())).allSatisfy(pod -> {
            assertThat(pod.kind()).isEqualTo(POD);
            assertThat(pod.json().at("/status/phase").asText()).isEqualTo("Running");
        });
    }

    @Test
    void readsALongListInPages() throws Exception {
        pods("a", "b", "c", "d", "e");
        StateFeed feed = observePods();

        assertThat(names(feed.current())).containsExactly("a", "b", "c", "d", "e");
        assertThat(api.seen().stream().filter(seen -> seen.uri().contains("limit=2"))).hasSize(3);
    }

    @Test
    void dropsManagedFields() throws Exception {
        ObjectNode pod = pod("a");
        pod.withObject("metadata").putArray("managedFields").addObject().put("manager", "kubectl");
        pods.put(pod);

        assertThat(objects(observePods().current()).getFirst().json().at("/metadata").has("managedFields")).isFalse();
    }

    @Test
    void wakesThoseWhoWaitWhenSomethingChanges() throws Exception {
        pods("a");
        StateFeed feed = observePods();
        pods.awaitWatch();
        ClusterState seen = feed.current();
        pods.put(pod("b"));

        ClusterState next = feed.awaitAfter(seen, LONG);

        assertThat(names(next)).containsExactly("a", "b");
        assertThat(names(seen)).as("a state never changes").containsExactly("a");
        assertThat(next.revision()).isGreaterThan(seen.revision());
    }

    @Test
    void givesBackTheSeenStateWhenNothingChangesInTime() throws Exception {
        StateFeed feed = observePods();
        ClusterState seen = feed.current();

        assertThat(feed.awaitAfter(seen, Duration.ofMillis(20))).isSameAs(seen);
    }

    @Test
    void seesDeletions() throws Exception {
        pods("a", "b");
        StateFeed feed = observePods();
        pods.awaitWatch();
        pods.remove("a");

        await(feed, state -> names(state).equals(List.of("b")));
    }

    @Test
    void goesOnFromTheLastVersionWhenAWatchEnds() throws Exception {
        pods("a");
        StateFeed feed = observePods();
        pods.awaitWatch();
        pods.put(pod("b"));
        await(feed, state -> names(state).size() == 2);
        pods.endWatches();

        assertThat(pods.awaitWatch()).contains("resourceVersion=102");
        assertThat(api.seen().stream().filter(seen -> seen.uri().contains("limit="))).as("lists").hasSize(1);
    }

    @Test
    void takesTheVersionOfABookmark() throws Exception {
        pods("a");
        observePods();
        pods.awaitWatch();
        pods.say("{\"type\":\"BOOKMARK\",\"object\":{\"kind\":\"Pod\",\"metadata\":{\"resourceVersion\":\"7000\"}}}");
        pods.endWatches();

        assertThat(pods.awaitWatch()).contains("resourceVersion=7000");
    }

    @Test
    void listsAnewWhenAWatchIsTooOld() throws Exception {
        pods("a", "b");
        StateFeed feed = observePods();
        pods.awaitWatch();
        pods.removeSilently("a");
        pods.say(Recordings.response("watch-too-old-error-event-410").body());

        await(feed, state -> names(state).equals(List.of("b")));
    }

    @Test
    void listsAnewWhenAWatchBreaksInTheMiddle() throws Exception {
        pods("a", "b");
        StateFeed feed = observePods();
        pods.awaitWatch();
        pods.removeSilently("a");
        pods.breakWatches();

        await(feed, state -> names(state).equals(List.of("b")));
    }

    @Test
    void doesNotAskWithoutAPauseWhereEachWatchIsTooOld() throws Exception {
        pods("a");
        pods.refuseWatches(new Recordings.Answer(410, "application/json",
                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"reason\":\"Expired\",\"code\":410}"));
        StateFeed feed = observePods();
        String _ = pods.awaitRefusedWatch();
        long first = System.nanoTime();

        for (int i = 0; i < 10; i++) {
            String _ = pods.awaitRefusedWatch();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - first)).as("ten pauses of 10 ms")
                .isGreaterThan(Duration.ofMillis(90));
        assertThat(api.seen().stream().filter(request -> request.uri().contains("limit="))).as("lists")
                .hasSizeGreaterThan(10);
        assertThat(names(feed.current())).containsExactly("a");
    }

    @Test
    void confirmsWhatAWatchTellsByAListThatComesAfter() throws Exception {
        pods("a", "b");
        StateFeed feed = observePods();
        pods.awaitWatch();
        pods.removeSilently("a");

        assertThat(names(feed.confirmed())).containsExactly("b");
    }

    @Test
    void confirmsOnceWhatHasNotChangedSince() throws Exception {
        pods("a");
        StateFeed feed = observePods();

        ClusterState first = feed.confirmed();

        assertThat(feed.confirmed()).isSameAs(first);
        assertThat(api.seen().stream().filter(request -> request.uri().contains("limit="))).as("lists").hasSize(2);
    }

    @Test
    void doesNotConfirmWhatCannotBeRead() throws Exception {
        pods("a");
        StateFeed feed = observePods();
        pods.awaitWatch();
        pods.down(true);

        assertThat(cause(feed.confirmed()).reason()).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void isUnreachableWhenABrokenWatchCannotBeRestoredAndListedAgainWhenItCan() throws Exception {
        pods("a");
        StateFeed feed = observePods();
        pods.awaitWatch();
        pods.down(true);
        pods.breakWatches();
        await(feed, state -> cause(state).reason() == Reason.UNREACHABLE);
        pods.down(false);

        await(feed, state -> names(state).equals(List.of("a")));
    }

    @Test
    void namesThePermissionThatIsMissing() throws Exception {
        pods.refuse(Recordings.response("forbidden-list-pods-403"));
        StateFeed feed = observePods();

        assertThat(cause(feed.current()).reason()).isEqualTo(Reason.FORBIDDEN);
        assertThat(cause(feed.current()).message()).contains("list pods in the namespace task-02")
                .contains("system:serviceaccount:rec-errors:nobody")
                .contains("Role in the namespace task-02 with apiGroups [\"\"], resources [\"pods\"]");
    }

    @Test
    void staysUnreadableWhileOnlyTheWatchIsForbidden() throws Exception {
        pods.refuseWatches(Recordings.response("forbidden-list-pods-403"));
        StateFeed feed = observePods();
        await(feed, state -> cause(state).reason() == Reason.FORBIDDEN);
        ClusterState forbidden = feed.current();

        assertThat(feed.awaitAfter(forbidden, Duration.ofMillis(200))).isSameAs(forbidden);
        pods.accept();
        await(feed, state -> state.listing(POD) instanceof Listed);
    }

    @Test
    void tellsTheOtherRefusalsApart() throws Exception {
        pods.refuse(Recordings.response("unauthorized-401"));
        FakeCollection sets = new FakeCollection();
        sets.refuse(new Recordings.Answer(429, "text/plain", "Too many requests, please try again later."));
        api.on("/apis/apps/v1/namespaces/task-02/statefulsets", sets);
        FakeCollection services = new FakeCollection();
        services.refuse(new Recordings.Answer(500, "text/plain", "etcd is on fire"));
        api.on("/api/v1/namespaces/task-02/services", services).on(PODS, pods);
        ResourceKind service = new ResourceKind("v1", "Service");
        StateFeed feed = cluster.observe("task-02", Set.of(POD, STATEFUL_SET, service));

        assertThat(cause(feed.current()).reason()).isEqualTo(Reason.UNAUTHORIZED);
        assertThat(cause(feed.current(), STATEFUL_SET).reason()).isEqualTo(Reason.THROTTLED);
        assertThat(cause(feed.current(), service).reason()).isEqualTo(Reason.SERVER_ERROR);
    }

    @Test
    void isUnreachableWhenTheListBreaksInTheMiddle() throws Exception {
        api.on(PODS, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{\"kind\":\"PodList\",\"items\":[{\"metadata\":".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            exchange.close();
        });

        assertThat(cause(cluster.observe("task-02", Set.of(POD)).current()).reason()).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void refusesToKeepTooManyObjects() throws Exception {
        pods("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k");

        assertThat(cause(observePods().current()).message()).contains("more than 10 objects of the kind Pod");
    }

    @Test
    void refusesAnObjectThatIsTooLarge() throws Exception {
        StateFeed feed = observePods();
        pods.awaitWatch();
        ObjectNode large = pod("large");
        large.put("padding", "x".repeat(30_000));
        pods.put(large);

        await(feed, state -> cause(state).message().contains("an object of more than"));
    }

    @Test
    void asksForAnUnknownKindOnce() throws Exception {
        api.on("/apis/example.org/v1", 200, "application/json",
                "{\"resources\":[{\"name\":\"mice/status\",\"kind\":\"Mouse\"},{\"name\":\"mice\",\"kind\":\"Mouse\",\"namespaced\":true}]}");
        FakeCollection mice = new FakeCollection();
        mice.put(pod("jerry"));
        api.on("/apis/example.org/v1/namespaces/task-02/mice", mice);
        ResourceKind mouse = new ResourceKind("example.org/v1", "Mouse");
        cluster.observe("task-02", Set.of(mouse)).close();
        StateFeed feed = cluster.observe("task-02", Set.of(mouse));

        assertThat(feed.current().listing(mouse)).isInstanceOf(Listed.class);
        assertThat(api.seen().stream().filter(seen -> seen.uri().equals("/apis/example.org/v1"))).hasSize(1);
    }

    @Test
    void saysWhenTheClusterDoesNotHaveAKind() throws Exception {
        ResourceKind mouse = new ResourceKind("example.org/v1", "Mouse");

        assertThat(cause(cluster.observe("task-02", Set.of(mouse)).current(), mouse).reason())
                .isEqualTo(Reason.FAULTY_TASK);
    }

    @Test
    void listsOnlyTheObservedNamespaceItself() throws Exception {
        api.on("/api/v1/namespaces", new FakeCollection());
        cluster.observe("task-02", Set.of(new ResourceKind("v1", "Namespace")));

        assertThat(api.seen().getFirst().uri()).contains("fieldSelector=metadata.name%3Dtask-02");
    }

    @Test
    void listsAllKindsAtTheSameTime() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        FakeApi.Answers waitsForTheOther = exchange -> {
            try {
                both.await(20, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IOException(e);
            }
            FakeApi.send(exchange, new Recordings.Answer(200, "application/json",
                    "{\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[]}"));
        };
        api.on(PODS, waitsForTheOther).on("/apis/apps/v1/namespaces/task-02/statefulsets", waitsForTheOther);

        StateFeed feed = cluster.observe("task-02", Set.of(POD, STATEFUL_SET));

        assertThat(feed.current().listings().values()).allMatch(Listed.class::isInstance);
    }

    @Test
    void leavesNoWatchAndNoWaiterBehind() throws Exception {
        StateFeed feed = observePods();
        pods.awaitWatch();
        ClusterState seen = feed.current();
        CompletableFuture<ClusterState> waiter = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                waiter.complete(feed.awaitAfter(seen, LONG));
            } catch (InterruptedException e) {
                waiter.completeExceptionally(e);
            }
        });
        long start = System.nanoTime();
        cluster.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        assertThat(waiter.get()).isSameAs(seen);
        pods.put(pod("late"));
        assertThat(feed.awaitAfter(seen, Duration.ofMillis(50))).isSameAs(seen);
    }

    private StateFeed observePods() throws InterruptedException {
        api.on(PODS, pods);
        return cluster.observe("task-02", Set.of(POD));
    }

    private void pods(String... names) {
        for (String name : names) {
            pods.put(pod(name));
        }
    }

    private static ObjectNode pod(String name) {
        ObjectNode pod = JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "Pod");
        pod.putObject("metadata").put("name", name).put("namespace", "task-02");
        return pod;
    }

    private static void await(StateFeed feed, Predicate<ClusterState> condition) throws InterruptedException {
        ClusterState state = feed.current();
        while (!condition.test(state)) {
            ClusterState next = feed.awaitAfter(state, LONG);
            assertThat(next).as("a change after revision %s", state.revision()).isNotSameAs(state);
            state = next;
        }
    }

    private static List<String> names(ClusterState state) {
        return objects(state).stream().map(KubernetesObject::name).toList();
    }

    private static List<KubernetesObject> objects(ClusterState state) {
        return state.listing(POD) instanceof Listed listed ? listed.objects() : List.of();
    }

    private static Cause cause(ClusterState state) {
        return cause(state, POD);
    }

    private static Cause cause(ClusterState state, ResourceKind kind) {
        Listing listing = state.listing(kind);
        return listing instanceof Unreadable unreadable
                ? unreadable.cause()
                : new Cause(Reason.STILL_CHANGING, "readable");
    }
}
