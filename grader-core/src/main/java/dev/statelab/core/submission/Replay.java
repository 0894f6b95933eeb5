package dev.statelab.core.submission;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.cluster.ClusterIdentity;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.Command;
import dev.statelab.core.cluster.CommandAnswer;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A cluster that is one recorded state, for ever: nothing changes, no application answers, and whoever waits finds that the
 * time has passed at once.
 */
final class Replay implements Cluster {

    private static final Cause NOT_RECORDED = new Cause(Cause.Reason.INTERRUPTED,
            "the application is not there any more");

    private final ClusterState state;
    private final AtomicLong nanos = new AtomicLong();

    Replay(ClusterState state) {
        this.state = state;
    }

    Instant now() {
        return state.seenAt().plusNanos(nanos.get());
    }

    long tick() {
        return nanos.get();
    }

    @Override
    public StateFeed observe(String namespace, Set<ResourceKind> kinds) {
        return new StateFeed() {
            @Override
            public ClusterState current() {
                return state;
            }

            @Override
            public ClusterState confirmed() {
                return state;
            }

            @Override
            public ClusterState awaitAfter(ClusterState seen, Duration timeout) {
                nanos.addAndGet(timeout.toNanos());
                return state;
            }

            @Override
            public void close() {
                // Nothing to give back.
            }
        };
    }

    @Override
    public PodAnswer send(PodRequest request) {
        return new PodAnswer.Unknown(NOT_RECORDED);
    }

    @Override
    public CommandAnswer exec(Command command) {
        return new CommandAnswer.Unknown(NOT_RECORDED);
    }

    @Override
    public Scaling scale(ScaleRequest request) {
        return new Scaling.Unknown(NOT_RECORDED);
    }

    @Override
    public Patching patch(PatchRequest request) {
        return new Patching.Unknown(NOT_RECORDED);
    }

    @Override
    public PodDeletion deletePod(String namespace, String pod, String uid, Duration grace) {
        return new PodDeletion.Unknown(NOT_RECORDED);
    }

    @Override
    public PodLog podLog(String namespace, String pod, String container, boolean previous, int tailLines) {
        return new PodLog.Unknown(NOT_RECORDED);
    }

    /** What was lost was lost then. */
    @Override
    public Optional<Cause> loss(String namespace, Set<String> nodes) {
        return Optional.empty();
    }

    @Override
    public ClusterIdentity identity() {
        return ClusterIdentity.UNREAD;
    }
}
