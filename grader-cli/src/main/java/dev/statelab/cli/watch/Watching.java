package dev.statelab.cli.watch;

import dev.statelab.cli.GraderException;
import dev.statelab.cli.Screen;
import dev.statelab.cli.Watched;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.judging.EvaluationOptions;
import dev.statelab.core.judging.Evaluator;
import dev.statelab.core.judging.Progress;
import dev.statelab.core.report.TextReport;
import dev.statelab.core.result.Evaluation;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.UnaryOperator;

/** Judges the rubric and shows it, again and again, until the user wants no more. */
final class Watching {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final Duration LONG = Duration.ofHours(1);

    private final LiveRubric rubric;
    private final Watched cluster;
    private final UnaryOperator<EvaluationOptions> options;
    private final View view;
    private final Screen screen;
    private final BlockingQueue<Event> events;
    private final Everything everything;
    private final InstantSource clock;
    private final ZoneId zone;

    /** Judges everything, and tells meanwhile how it goes on. */
    interface Everything {
        Evaluation judge() throws InterruptedException;
    }

    /**
     * @param options adds what is known of the cluster and the work
     * @param screen where reports of evaluations go
     * @param events what the user wants; what happens in the cluster is added
     */
    Watching(
            LiveRubric rubric,
            Watched cluster,
            UnaryOperator<EvaluationOptions> options,
            View view,
            Screen screen,
            BlockingQueue<Event> events,
            Everything everything,
            InstantSource clock,
            ZoneId zone) {
        this.rubric = rubric;
        this.cluster = cluster;
        this.options = options;
        this.view = view;
        this.screen = screen;
        this.events = events;
        this.everything = everything;
        this.clock = clock;
        this.zone = zone;
    }

    /**
     * Until the user wants no more. An interruption of this thread is one way to say so, and counts as handled then: the
     * work is done by another one, because an evaluation may take an interruption for itself.
     */
    void run() {
        FutureTask<Void> watching = new FutureTask<>(this::watchAndJudge, null);
        Thread thread = Thread.ofVirtual().name("watch").start(watching);
        Thread following = Thread.ofVirtual().name("follow").start(this::follow);
        try {
            try {
                watching.get();
            } catch (InterruptedException wantsNoMore) {
                events.add(new Event.End());
                thread.interrupt();
                watching.get();
            }
        } catch (InterruptedException twice) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a bug of watch", e.getCause());
        } finally {
            following.interrupt();
        }
    }

    private void watchAndJudge() {
        try {
            look();
            while (watch()) {
                judge();
            }
        } catch (InterruptedException wantsNoMore) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        try {
            ClusterState seen = cluster.feed().current();
            while (!Thread.currentThread().isInterrupted()) {
                seen = cluster.feed().awaitAfter(seen, LONG);
                events.add(new Event.Changed());
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether everything is to be judged; otherwise the user wants no more. */
    private boolean watch() throws InterruptedException {
        try (Asking _ = Asking.start(rubric.task(), cluster, options, events::add)) {
            while (true) {
                switch (events.take()) {
                    case Event.Changed changed -> {
                        // Whatever changed meanwhile is in the newest state, too.
                        boolean _ = events.removeIf(changed::equals);
                        look();
                    }
                    case Event.Asked(var result) -> {
                        rubric.asked(result);
                        show();
                    }
                    case Event.Resized _ -> show();
                    case Event.Judge _ -> {
                        return true;
                    }
                    case Event.End _ -> {
                        return false;
                    }
                    case Event.Broken(Throwable bug) ->
                        throw new IllegalStateException("asking the application failed", bug);
                }
            }
        }
    }

    private void look() {
        rubric.seen(Evaluator.evaluate(rubric.task(), cluster, cluster.namespace(),
                options.apply(EvaluationOptions.live(Progress.NONE)).atAGlance()));
        show();
    }

    private void show() {
        view.show(rubric.lines(), List.of(
                now() + " " + rubric.points() + " of " + rubric.task().maxPoints() + " points at this moment",
                "Enter: judge all, also what disturbs pods. q: end"));
    }

    private void judge() throws InterruptedException {
        view.makeRoom();
        try {
            Evaluation evaluation = everything.judge();
            screen.out().print(TextReport.render(evaluation.forStudents(), screen.textOptions()));
            screen.out().println();
            screen.out().flush();
            rubric.judged(evaluation, now());
        } catch (GraderException notNow) {
            screen.err().println(notNow.getMessage());
        }
        look();
    }

    private String now() {
        return TIME.format(clock.instant().atZone(zone));
    }
}
