package dev.statelab.batch.run;

import dev.statelab.batch.result.ClassResults;
import dev.statelab.batch.result.ResultsException;
import dev.statelab.batch.result.ResultsFolder;
import dev.statelab.batch.result.StudentOutcome;
import dev.statelab.batch.result.Trouble;
import dev.statelab.batch.roster.Student;
import dev.statelab.batch.roster.Work.Live;
import dev.statelab.batch.roster.Work.Nothing;
import dev.statelab.batch.roster.Work.Submitted;
import dev.statelab.batch.roster.Work.Unclear;
import dev.statelab.core.task.Task;
import dev.statelab.kube.connect.UntrustedKubeconfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Grades a class, once: several students at a time, each with a time limit of his or her own, those again whose trouble
 * may pass. What one student's work does delays nobody else.
 */
public final class Batch {

    /** How long students who are being graded may take to let go when the batch is stopped. */
    private static final Duration FAREWELL = Duration.ofSeconds(12);

    private final OneTry oneTry;
    private final String sharedServer;
    private final BatchOptions options;
    private final ResultsFolder results;
    private final BatchProgress progress;
    private final BackOff backOff;
    private final Semaphore places;
    private final Map<String, Semaphore> servers = new ConcurrentHashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicReference<Optional<Throwable>> failure = new AtomicReference<>(Optional.empty());
    private final ExecutorService students = Executors.newVirtualThreadPerTaskExecutor();
    /** Never interrupted, because an interruption breaks off writing. */
    private final ExecutorService recorder = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("batch-recorder").factory());

    /** How a batch ended. */
    public enum Ending {
        /** Every student is done. */
        DONE,
        /** Interrupted: whoever was not done is done when it is resumed. */
        INTERRUPTED,
        /** Out of time: as after an interruption. */
        OUT_OF_TIME
    }

    /** @param results what is on disk by now */
    public record Ended(Ending ending, ClassResults results) {}

    /** @param safekeeping for students' own clusters */
    public Batch(
            Task task,
            Workplaces workplaces,
            Safekeeping safekeeping,
            BatchOptions options,
            ResultsFolder results,
            BatchProgress progress,
            RandomGenerator random) {
        this(new OneTry(new StudentGrading(task, workplaces, safekeeping, options.kubeconfigs(), progress)::grade,
                options.perStudent(), progress), workplaces.server(), options, results, progress, random);
    }

    /** @param sharedServer the API server where all files are deployed; empty where each student has an own one */
    Batch(
            OneTry oneTry,
            String sharedServer,
            BatchOptions options,
            ResultsFolder results,
            BatchProgress progress,
            RandomGenerator random) {
        this.oneTry = oneTry;
        this.sharedServer = sharedServer;
        this.options = options;
        this.results = results;
        this.progress = progress;
        this.backOff = new BackOff(options.firstPause(), options.longestPause(), random);
        this.places = new Semaphore(options.parallel(), true);
    }

    /**
     * Grades those students who are selected. An interruption of this thread ends it early; it counts as handled
     * then.
     *
     * @throws ResultsException when results can no longer be written
     */
    public Ended run(List<Student> all, Selection selection) {
        List<Student> todo = all.stream().filter(student -> selection.takes(student, results.stored(student)))
                .toList();
        progress.begun(todo.size(), all.size() - todo.size());
        todo.forEach(student -> students.execute(() -> gradeAndRecord(student)));
        students.shutdown();
        Ending ending = await();
        try (recorder) {
            failure.get().ifPresent(Batch::rethrow);
            // Not get(): a second interruption does not break off writing either.
            return new Ended(ending, CompletableFuture.supplyAsync(results::finish, recorder).join());
        } catch (CompletionException e) {
            rethrow(e.getCause());
            throw e;
        }
    }

    private static void rethrow(@Nullable Throwable failure) {
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        throw new IllegalStateException(failure);
    }

    private Ending await() {
        Ending ending = Ending.DONE;
        try {
            if (!students.awaitTermination(options.deadline().toMillis(), TimeUnit.MILLISECONDS)) {
                ending = Ending.OUT_OF_TIME;
            }
        } catch (InterruptedException e) {
            ending = Ending.INTERRUPTED;
        }
        stop();
        try {
            boolean _ = students.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            ending = Ending.INTERRUPTED;
        }
        return ending;
    }

    private void stop() {
        stopped.countDown();
        List<Runnable> _ = students.shutdownNow();
    }

    /** Whatever goes wrong with the results ends the batch; whatever goes wrong with a student is an outcome. */
    @SuppressWarnings("IllegalCatch")
    private void gradeAndRecord(Student student) {
        try {
            Optional<StudentOutcome> outcome = grade(student);
            if (outcome.isPresent()) {
                recorder.submit(() -> results.store(student, outcome.get())).get();
                progress.finished(student, outcome.get());
            }
        } catch (InterruptedException | RejectedExecutionException stop) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            failure.compareAndSet(Optional.empty(), Optional.ofNullable(e.getCause()));
            stop();
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(Optional.empty(), Optional.of(e));
            stop();
        }
    }

    /** Empty when the batch was stopped before there was an outcome. */
    private Optional<StudentOutcome> grade(Student student) throws InterruptedException {
        Semaphore server = serverOf(student);
        for (int tries = 1;; tries++) {
            StudentOutcome outcome;
            // The server's turn first, so that who waits for it takes no place from others.
            server.acquire();
            try {
                places.acquire();
                try {
                    progress.started(student);
                    outcome = oneTry.grade(student);
                } finally {
                    places.release();
                }
            } finally {
                server.release();
            }
            Optional<Trouble> trouble = outcome.trouble();
            if (trouble.isPresent() && stopped.getCount() == 0) {
                return Optional.empty();
            }
            if (trouble.isEmpty() || !trouble.get().kind().worthAnotherTry() || tries > options.retries()) {
                return Optional.of(outcome);
            }
            Duration pause = backOff.pause(tries);
            progress.retrying(student, trouble.get(), pause);
            if (stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        }
    }

    /** Students whose work is not on a server of their own are limited by the places alone. */
    private Semaphore serverOf(Student student) {
        String server = switch (student.work()) {
            case Live live -> UntrustedKubeconfig.serverOf(live.kubeconfig(), live.context());
            case Submitted _ -> sharedServer;
            case Nothing _,Unclear _ -> "";
        };
        return server.isEmpty()
                ? new Semaphore(1)
                : servers.computeIfAbsent(server, name -> new Semaphore(options.perServer(), true));
    }
}
