package dev.statelab.cli;

import dev.statelab.core.result.Evaluation;

/** What the process tells the shell. The same for every command, and part of the documentation. */
public final class ExitCode {

    /** Graded, and at or above the pass mark; or done, for a command that does not grade. */
    public static final int PASSED = 0;

    /** Graded, below the pass mark. */
    public static final int BELOW_PASS_MARK = 1;

    /** Wrong usage: an option, a file, a name or a manifest that has to be changed. */
    public static final int USAGE = 2;

    /** It could not be found out: nothing is wrong with the work, and the command can be run again. */
    public static final int INCOMPLETE = 3;

    /** A bug of ours. */
    public static final int BUG = 70;

    private ExitCode() {}

    public static int of(Evaluation evaluation) {
        return switch (evaluation.status()) {
            case INCOMPLETE -> INCOMPLETE;
            case COMPLETE -> evaluation.passed() ? PASSED : BELOW_PASS_MARK;
        };
    }
}
