package dev.statelab.core.judging;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.StateFeed;
import dev.statelab.core.diagnosis.Outlook;
import dev.statelab.core.task.Observation;
import dev.statelab.core.task.Task;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** What the criteria of one evaluation share. */
final class Session {
    private final List<Observation> observations;
    private final Parameters parameters;
    private final Cluster cluster;
    private final String namespace;
    private final StateFeed feed;
    private final EvaluationOptions options;
    private final Map<String, Object> random;
    private final List<Duration> restarts;
    private final RefusingPorts refusingPorts;

    Session(Task task, Parameters parameters, Cluster cluster, String namespace, StateFeed feed,
            EvaluationOptions options) {
        this(task.observations(), parameters, cluster, namespace, feed, options,
                RandomValues.of(task.criteria().stream(), options.random()), new CopyOnWriteArrayList<>(),
                new RefusingPorts());
    }

    private Session(
            List<Observation> observations,
            Parameters parameters,
            Cluster cluster,
            String namespace,
            StateFeed feed,
            EvaluationOptions options,
            Map<String, Object> random,
            List<Duration> restarts,
            RefusingPorts refusingPorts) {
        this.observations = List.copyOf(observations);
        this.parameters = parameters;
        this.cluster = cluster;
        this.namespace = namespace;
        this.feed = feed;
        this.options = options;
        this.random = random;
        this.restarts = restarts;
        this.refusingPorts = refusingPorts;
    }

    /** The same for a criterion that is judged for one object of an observation. */
    Session forItem(Observation item, Map<String, Object> randomOfItem) {
        List<Observation> all = Stream.concat(observations.stream(), Stream.of(item)).toList();
        return new Session(all, parameters, cluster, namespace, feed, options, randomOfItem, restarts,
                refusingPorts);
    }

    Cluster cluster() {
        return cluster;
    }

    String namespace() {
        return namespace;
    }

    EvaluationOptions options() {
        return options;
    }

    Map<String, Object> random() {
        return random;
    }

    RefusingPorts refusingPorts() {
        return refusingPorts;
    }

    ClusterState state() {
        return feed.current();
    }

    /** See {@link StateFeed#confirmed}. */
    ClusterState confirmedState() throws InterruptedException {
        return feed.confirmed();
    }

    Picture picture() {
        return picture(feed.current());
    }

    Picture picture(ClusterState state) {
        return new Picture(observations, parameters, state);
    }

    Waiting waiting() {
        return new Waiting(feed, options);
    }

    /** Why nobody can say yet what comes of what was given so much time. */
    Cause stillOnItsWay(Duration within, Outlook outlook) {
        String when = options.glance() ? "" : "after " + within.toSeconds() + " s ";
        return new Cause(Cause.Reason.STILL_CHANGING, when + "still on its way: " + outlook.summary());
    }

    /** Nanoseconds from an arbitrary start. */
    long ticks() {
        return options.ticker().getAsLong();
    }

    /** How long ago that was. */
    Duration since(long ticks) {
        return Duration.ofNanos(ticks() - ticks);
    }

    /** Lets some time pass, or less where the cluster changes. */
    void pause(Duration atMost) throws InterruptedException {
        ClusterState _ = feed.awaitAfter(feed.current(), atMost);
    }

    void restarted(Duration took) {
        restarts.add(took);
    }

    List<Duration> restarts() {
        return List.copyOf(restarts);
    }
}
