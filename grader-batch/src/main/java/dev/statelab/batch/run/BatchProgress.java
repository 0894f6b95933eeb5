package dev.statelab.batch.run;

import dev.statelab.batch.result.StudentOutcome;
import dev.statelab.batch.result.Trouble;
import dev.statelab.batch.roster.Student;
import java.time.Duration;

/**
 * Is told how a batch goes on. Called from many threads at a time: return quickly. Names, lines and
 * what is waited for are hostile text.
 */
public interface BatchProgress {

    /**
     * It begins.
     *
     * @param students how many are to be graded
     * @param before how many were done before, in a batch that is resumed
     */
    default void begun(int students, int before) {}

    default void started(Student student) {}

    /** @param forWhat a criterion's title, and the objects that are on their way */
    default void waiting(Student student, String forWhat) {}

    /** It could not be found out, and is tried again after a pause. */
    default void retrying(Student student, Trouble trouble, Duration pause) {}

    /** Something about the student's cluster that a person may want to know. */
    default void told(Student student, String line) {}

    /** The student is done, and the result is on the disk. */
    default void finished(Student student, StudentOutcome outcome) {}
}
