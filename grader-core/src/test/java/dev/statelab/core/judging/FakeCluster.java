package dev.statelab.core.judging;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.cluster.ClusterIdentity;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.Command;
import dev.statelab.core.cluster.CommandAnswer;
import dev.statelab.core.cluster.Listing;
import dev.statelab.core.cluster.PatchRequest;
import dev.statelab.core.cluster.Patching;
import dev.statelab.core.cluster.PodAnswer;
import dev.statelab.core.cluster.PodDeletion;
import dev.statelab.core.cluster.PodLog;
import dev.statelab.core.cluster.PodRequest;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.cluster.ScaleRequest;
import dev.statelab.core.cluster.Scaling;
import dev.statelab.core.cluster.StateFeed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * A cluster whose states follow each other as a test says, with a clock of its own: waiting for a change takes no time, but
 * moves the clock to the change or to the deadline.
 */
final class FakeCluster implements Cluster {
    private final Object lock = new Object();
    private final Deque<ClusterState> next = new ArrayDeque<>();
    private final Deque<ClusterState> unseen = new ArrayDeque<>();
    private final List<PodRequest> requests = new ArrayList<>();
    private final List<String> deletions = new ArrayList<>();
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private final AtomicBoolean observed = new AtomicBoolean();
    private final Map<String, String> logs = new ConcurrentHashMap<>();
    private ClusterState current;
    private boolean refuses;
    private Optional<Cause> loss = Optional.empty();
    private Instant now = States.LONG_AGO.plusSeconds(3600);
    private Function<PodRequest, PodAnswer> application = _ -> new PodAnswer.NoAnswer("connection refused");
    private Function<String, List<ClusterState>> afterDeletion = _ -> List.of();

    private final List<Command> commands = new ArrayList<>();
    private final List<String> scalings = new ArrayList<>();
    private final List<String> patches = new ArrayList<>();
    private Function<PatchRequest, Patching> patched = _ -> new Patching.Accepted();
    private Function<PatchRequest, List<ClusterState>> afterPatch = _ -> List.of();
    private Function<Command, CommandAnswer> shell = _ -> new CommandAnswer.NotStarted("no such command");
    private Function<ScaleRequest, Scaling> workload = _ -> new Scaling.Accepted();
    private Function<ScaleRequest, List<ClusterState>> afterScaling = _ -> List.of();

    FakeCluster(States states) {
        this.current = states.state();
    }

    FakeCluster answering(Function<PodRequest, PodAnswer> application) {
        this.application = application;
        return this;
    }

    /** What a container has written, in whichever of its runs. */
    FakeCluster logging(String pod, String container, String text) {
        logs.put(pod + "/" + container, text);
        return this;
    }

    /** The state did not rest for an hour: its last change was seen now. */
    FakeCluster changedJustNow() {
        current = new ClusterState(current.namespace(), current.revision(), now, current.listings());
        return this;
    }

    /** What is seen, in order, after the state before; each at the instant that it was seen. */
    FakeCluster then(ClusterState... states) {
        next.addAll(List.of(states));
        return this;
    }

    /** What has come, but is only seen when everything is read anew. */
    FakeCluster thenUnseen(ClusterState state) {
        unseen.add(state);
        return this;
    }

    /** What is seen once a pod of this name is deleted. */
    FakeCluster afterDeletion(Function<String, List<ClusterState>> states) {
        afterDeletion = states;
        return this;
    }

    /** What is seen once a workload was scaled. */
    FakeCluster afterScaling(Function<ScaleRequest, List<ClusterState>> states) {
        afterScaling = states;
        return this;
    }

    FakeCluster scaling(Function<ScaleRequest, Scaling> workload) {
        this.workload = workload;
        return this;
    }

    FakeCluster patching(Function<PatchRequest, Patching> answers) {
        this.patched = answers;
        return this;
    }

    /** What is seen once a workload was changed. */
    FakeCluster afterPatch(Function<PatchRequest, List<ClusterState>> states) {
        this.afterPatch = states;
        return this;
    }

    /** As in {@code spec.x from 1 to 2}. */
    List<String> patches() {
        synchronized (lock) {
            return List.copyOf(patches);
        }
    }

    FakeCluster running(Function<Command, CommandAnswer> shell) {
        this.shell = shell;
        return this;
    }

    List<Command> commands() {
        synchronized (lock) {
            return List.copyOf(commands);
        }
    }

    /** As in {@code 3 to 0}. */
    List<String> scalings() {
        synchronized (lock) {
            return List.copyOf(scalings);
        }
    }

    /** As if each pod had been replaced a moment before. */
    FakeCluster refusingDeletions() {
        refuses = true;
        return this;
    }

    FakeCluster unreadable(ResourceKind kind, Cause cause) {
        Map<ResourceKind, Listing> listings = new HashMap<>(current.listings());
        listings.put(kind, new Listing.Unreadable(cause));
        current = new ClusterState(current.namespace(), current.revision(), current.seenAt(), listings);
        return this;
    }

    Instant now() {
        synchronized (lock) {
            return now;
        }
    }

    EvaluationOptions options() {
        return options(Progress.NONE);
    }

    EvaluationOptions options(Progress progress) {
        return new EvaluationOptions(this::now, () -> Duration.between(States.LONG_AGO, now()).toNanos(), new Random(7),
                progress, 1, Map.of(), false, false);
    }

    List<PodRequest> requests() {
        synchronized (lock) {
            return List.copyOf(requests);
        }
    }

    /** What was asked besides the state that the criteria are judged by. */
    List<String> questions() {
        return List.copyOf(questions);
    }

    List<String> deletions() {
        synchronized (lock) {
            return List.copyOf(deletions);
        }
    }

    @Override
    public StateFeed observe(String namespace, Set<ResourceKind> kinds) {
        if (observed.getAndSet(true)) {
            kinds.forEach(kind -> questions.add(kind.kind() + " in " + namespace));
        }
        return new Feed();
    }

    @Override
    public PodAnswer send(PodRequest request) {
        synchronized (lock) {
            requests.add(request);
        }
        return application.apply(request);
    }

    @Override
    public PodDeletion deletePod(String namespace, String pod, String uid, Duration grace) {
        if (refuses) {
            return new PodDeletion.NoSuchPod();
        }
        synchronized (lock) {
            deletions.add(pod + " " + uid + " " + grace.toSeconds());
        }
        List<ClusterState> states = afterDeletion.apply(pod);
        synchronized (lock) {
            next.addAll(states);
        }
        return new PodDeletion.Accepted(uid);
    }

    @Override
    public CommandAnswer exec(Command command) {
        synchronized (lock) {
            commands.add(command);
        }
        return shell.apply(command);
    }

    @Override
    public Scaling scale(ScaleRequest request) {
        synchronized (lock) {
            scalings.add(request.from() + " to " + request.to());
        }
        Scaling scaling = workload.apply(request);
        List<ClusterState> states = scaling instanceof Scaling.Accepted ? afterScaling.apply(request) : List.of();
        synchronized (lock) {
            next.addAll(states);
        }
        return scaling;
    }

    @Override
    public Patching patch(PatchRequest request) {
        synchronized (lock) {
            patches.add(Rollout.describe(request));
        }
        Patching patching = patched.apply(request);
        List<ClusterState> states = patching instanceof Patching.Accepted ? afterPatch.apply(request) : List.of();
        synchronized (lock) {
            next.addAll(states);
        }
        return patching;
    }

    @Override
    public PodLog podLog(String namespace, String pod, String container, boolean previous, int tailLines) {
        questions.add("log of " + pod + "/" + container + (previous ? " before" : ""));
        String log = logs.get(pod + "/" + container);
        return log == null ? new PodLog.Absent() : new PodLog.Written(log);
    }

    /** What has ended under the work. */
    FakeCluster losing(Cause cause) {
        loss = Optional.of(cause);
        return this;
    }

    @Override
    public Optional<Cause> loss(String namespace, Set<String> nodes) {
        return loss;
    }

    @Override
    public ClusterIdentity identity() {
        return new ClusterIdentity("uid-of-kube-system", "authority", "certificate", "v1.32.13");
    }

    private final class Feed implements StateFeed {
        @Override
        public ClusterState current() {
            synchronized (lock) {
                return current;
            }
        }

        @Override
        public ClusterState confirmed() {
            synchronized (lock) {
                if (!unseen.isEmpty()) {
                    current = unseen.remove();
                }
                return current;
            }
        }

        @Override
        public ClusterState awaitAfter(ClusterState seen, Duration timeout) {
            synchronized (lock) {
                if (current.revision() > seen.revision()) {
                    return current;
                }
                Instant deadline = now.plus(timeout);
                ClusterState coming = next.peek();
                if (coming == null || coming.seenAt().isAfter(deadline)) {
                    now = deadline;
                    return seen;
                }
                current = next.remove();
                now = now.isAfter(current.seenAt()) ? now : current.seenAt();
                return current;
            }
        }

        @Override
        public void close() {}
    }
}
