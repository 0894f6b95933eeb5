package dev.statelab.cli.batch;

import dev.statelab.batch.result.StudentOutcome;
import dev.statelab.batch.result.StudentOutcome.Graded;
import dev.statelab.batch.result.StudentOutcome.Incomplete;
import dev.statelab.batch.result.StudentOutcome.NotGraded;
import dev.statelab.batch.result.StudentOutcome.NothingHandedIn;
import dev.statelab.batch.result.Trouble;
import dev.statelab.batch.roster.Student;
import dev.statelab.batch.run.BatchProgress;
import dev.statelab.cli.Text;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A line for each student who is done or tried again: what a pipe or a file gets. */
final class BatchLog implements BatchProgress {

    private final PrintWriter err;
    private final AtomicInteger done = new AtomicInteger();
    private volatile int total;

    BatchLog(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void begun(int students, int before) {
        total = students;
        err.println((students == 1 ? "1 student" : students + " students") + " to grade"
                + (before == 0 ? "" : ", " + before + " done before"));
    }

    @Override
    public void retrying(Student student, Trouble trouble, Duration pause) {
        err.println(Text.line(student.id()) + ": " + Text.line(trouble.message()) + "; once more in "
                + Math.max(1, pause.toSeconds()) + " s");
    }

    @Override
    public void told(Student student, String line) {
        err.println(Text.line(student.id()) + ": " + Text.line(line));
    }

    @Override
    public void finished(Student student, StudentOutcome outcome) {
        err.println("[" + done.incrementAndGet() + "/" + total + "] " + Text.line(student.id()) + ": "
                + of(outcome));
    }

    static String of(StudentOutcome outcome) {
        return switch (outcome) {
            case Graded(var evaluation) -> evaluation.score().orElseThrow() + " of " + evaluation.task().maxScore();
            case Incomplete(var _, Trouble why) -> "could not be graded: " + Text.line(why.message());
            case NotGraded(Trouble why) -> "could not be graded: " + Text.line(why.message());
            case NothingHandedIn() -> "nothing handed in";
        };
    }
}
