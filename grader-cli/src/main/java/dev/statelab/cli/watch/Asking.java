package dev.statelab.cli.watch;

import dev.statelab.cli.Watched;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.judging.EvaluationOptions;
import dev.statelab.core.judging.Evaluator;
import dev.statelab.core.judging.Progress;
import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.result.Evaluation;
import dev.statelab.core.task.Task;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Judges on a thread of its own what takes steps but disturbs nothing: at once, and again whenever the cluster has changed,
 * though not more often than once a second, because each round sends requests to the student's application.
 */
final class Asking implements AutoCloseable {

    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofHours(1);

    private final Task task;
    private final Watched cluster;
    private final UnaryOperator<EvaluationOptions> options;
    private final Consumer<Event> events;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;

    private Asking(Task task, Watched cluster, UnaryOperator<EvaluationOptions> options,
            Consumer<Event> events) {
        this.task = task;
        this.cluster = cluster;
        this.options = options;
        this.events = events;
        this.thread = Thread.ofVirtual().name("ask").unstarted(this::run);
    }

    /**
     * Starts; nothing is asked where no criterion takes steps without disturbing pods.
     *
     * @param options adds what is known of the cluster and the work
     * @param events is told each outcome
     */
    static Asking start(Task task, Watched cluster, UnaryOperator<EvaluationOptions> options,
            Consumer<Event> events) {
        Asking asking = new Asking(task.undisturbing(), cluster, options, events);
        if (asking.task.criteria().stream().anyMatch(criterion -> !criterion.steps().isEmpty())) {
            asking.thread.start();
        }
        return asking;
    }

    /** Breaks off what is being asked, and returns when nothing is asked any more. */
    @Override
    public void close() {
        over.countDown();
        thread.interrupt();
        try {
            if (thread.getState() != Thread.State.NEW) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("IllegalCatch")
    private void run() {
        try {
            while (true) {
                ClusterState before = cluster.feed().current();
                long start = System.nanoTime();
                ask();
                // An interruption that ended the round was taken by it.
                if (over.await(ROUND.toNanos() - (System.nanoTime() - start), TimeUnit.NANOSECONDS)) {
                    return;
                }
                ClusterState _ = cluster.feed().awaitAfter(before, LONG);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error bug) {
            events.accept(new Event.Broken(bug));
        }
    }

    private void ask() {
        Evaluation _ = Evaluator.evaluate(task, cluster, cluster.namespace(),
                options.apply(EvaluationOptions.live(new Progress() {
                    @Override
                    public void revised(CriterionResult result) {
                        events.accept(new Event.Asked(result));
                    }

                    @Override
                    public void finished(CriterionResult result) {
                        events.accept(new Event.Asked(result));
                    }
                })));
    }
}
