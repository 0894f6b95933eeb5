package dev.statelab.batch.run;

import dev.statelab.batch.result.StudentOutcome;
import dev.statelab.batch.result.StudentOutcome.NotGraded;
import dev.statelab.batch.result.Trouble;
import dev.statelab.batch.result.Trouble.Kind;
import dev.statelab.batch.roster.Student;
import dev.statelab.core.judging.Progress;
import dev.statelab.core.task.Criterion;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Keeps one student's try to its time, and a bug of ours to one student. */
final class OneTry {

    /** Grades one student, once. */
    @FunctionalInterface
    interface Grading {
        StudentOutcome grade(Student student, Progress progress) throws InterruptedException;
    }

    /** Waits for a try, as long as one may take. */
    @FunctionalInterface
    interface Patience {
        StudentOutcome await(Student student, Future<StudentOutcome> outcome)
                throws InterruptedException, ExecutionException, TimeoutException;
    }

    private final Grading grading;
    private final Duration limit;
    private final Patience patience;
    private final BatchProgress progress;

    OneTry(Grading grading, Duration limit, BatchProgress progress) {
        this(grading, limit, (student, outcome) -> outcome.get(limit.toMillis(), TimeUnit.MILLISECONDS), progress);
    }

    /** @param patience ends after the limit */
    OneTry(Grading grading, Duration limit, Patience patience, BatchProgress progress) {
        this.grading = grading;
        this.limit = limit;
        this.patience = patience;
        this.progress = progress;
    }

    StudentOutcome grade(Student student) throws InterruptedException {
        LastWait lastWait = new LastWait(student);
        // Closing it waits until the try has let go of everything.
        try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<StudentOutcome> outcome = thread.submit(() -> grading.grade(student, lastWait));
            try {
                return patience.await(student, outcome);
            } catch (TimeoutException e) {
                outcome.cancel(true);
                return new NotGraded(new Trouble(Kind.TIMED_OUT,
                        "Not done within the " + limit.toSeconds() + " s that one student may take" + lastWait.text()));
            } catch (InterruptedException e) {
                outcome.cancel(true);
                throw e;
            } catch (ExecutionException e) {
                return new NotGraded(new Trouble(Kind.OUR_BUG, "A bug of the grader: " + e.getCause()));
            }
        }
    }

    private final class LastWait implements Progress {
        private final Student student;
        private volatile String forWhat = "";

        private LastWait(Student student) {
            this.student = student;
        }

        @Override
        public void waiting(Criterion criterion, String objects, Instant since) {
            forWhat = criterion.title() + (objects.isEmpty() ? "" : ": " + objects);
            progress.waiting(student, forWhat);
        }

        private String text() {
            return forWhat.isEmpty() ? "" : "; waited last for " + forWhat;
        }
    }
}
