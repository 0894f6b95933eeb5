package dev.statelab.core.judging;

import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.StateFeed;
import dev.statelab.core.task.Task;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the criteria of one evaluation share. */
final class Session {
    private final Task task;
    private final Cluster cluster;
    private final String namespace;
    private final StateFeed feed;
    private final EvaluationOptions options;
    private final Map<String, Object> random;
    private final Turns turns = new Turns();
    private final List<Duration> restarts = new CopyOnWriteArrayList<>();

    Session(Task task, Cluster cluster, String namespace, StateFeed feed, EvaluationOptions options) {
        this.task = task;
        this.cluster = cluster;
        this.namespace = namespace;
        this.feed = feed;
        this.options = options;
        this.random = RandomValues.of(task, options.random());
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

    Turns turns() {
        return turns;
    }

    Picture picture() {
        return picture(feed.current());
    }

    Picture picture(ClusterState state) {
        return new Picture(task.observations(), state);
    }

    Waiting waiting() {
        return new Waiting(feed, options.clock(), options.ticker());
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
