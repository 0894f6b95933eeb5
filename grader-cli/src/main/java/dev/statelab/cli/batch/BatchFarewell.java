package dev.statelab.cli.batch;

import dev.statelab.batch.result.ClassResults;
import dev.statelab.batch.result.ClassResults.Entry;
import dev.statelab.batch.result.StoredResult.Status;
import dev.statelab.batch.run.Batch.Ended;
import dev.statelab.cli.ExitCode;
import dev.statelab.cli.Screen;
import dev.statelab.cli.Text;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** What a batch says at its end: the numbers, who needs a person, where the results are, and how to go on. */
final class BatchFarewell {

    private static final int NAMED = 20;

    private final PrintWriter out;
    private final Path folder;

    BatchFarewell(Screen screen, Path folder) {
        this.out = screen.out();
        this.folder = folder;
    }

    /** The exit code. */
    int tell(Ended ended) {
        ClassResults results = ended.results();
        out.println(results.count(Status.GRADED) + " graded, " + results.count(Status.NOT_GRADED)
                + " could not be graded, " + results.count(Status.NOTHING_HANDED_IN) + " handed in nothing"
                + (results.count(Status.NOT_YET_GRADED) == 0
                        ? ""
                        : ", " + results.count(Status.NOT_YET_GRADED) + " not yet graded"));
        List<Entry> attention = results.entries().stream()
                .filter(entry -> entry.result().status() == Status.NOT_GRADED).toList();
        if (!attention.isEmpty()) {
            out.println();
            out.println("These have no score, and need a person:");
            attention.stream().limit(NAMED).forEach(entry -> out.println("  " + Text.line(entry.id()) + " (row "
                    + entry.row() + "): " + Text.line(entry.result().troubleMessage())));
            if (attention.size() > NAMED) {
                out.println("  and " + (attention.size() - NAMED) + " more, all of them in " + path("summary.json"));
            }
        }
        out.println();
        out.println(
                "Results: " + path("gradebook.csv") + ", " + path("summary.json") + ", and a file for each student in "
                        + path("students"));
        boolean complete = switch (ended.ending()) {
            case DONE -> true;
            case INTERRUPTED -> notDone("Stopped");
            case OUT_OF_TIME -> notDone("The time is over");
        };
        out.flush();
        boolean rows = results.plan().path("rosterMistakes").isEmpty();
        return complete && rows && attention.isEmpty() ? ExitCode.PASSED : ExitCode.INCOMPLETE;
    }

    private boolean notDone(String why) {
        out.println(why + ": the same command with --resume goes on where it was.");
        return false;
    }

    private String path(String name) {
        return Text.line(folder.resolve(name).toString());
    }
}
