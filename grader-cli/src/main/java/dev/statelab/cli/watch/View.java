package dev.statelab.cli.watch;

import java.util.List;

/** Where the rubric is shown. For one thread. */
interface View extends AutoCloseable {

    /**
     * Shows the rubric as it is at this moment.
     *
     * @param footer when, how far, and which keys there are
     */
    void show(List<LiveLine> lines, List<String> footer);

    /** Makes room for the report of an evaluation and its progress; the rubric is shown again below it. */
    void makeRoom();

    /** The rubric that was shown last stays. */
    @Override
    void close();
}
