package dev.statelab.cli;

import dev.statelab.core.judging.Progress;
import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.task.Criterion;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A line for each thing that happens: what a pipe or a file gets. */
final class ProgressLog implements Progress {

    private final PrintWriter err;
    private final Map<String, String> waitedFor = new ConcurrentHashMap<>();

    ProgressLog(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void waiting(Criterion criterion, String forWhat, Instant since) {
        if (!forWhat.isEmpty() && !forWhat.equals(waitedFor.put(criterion.id(), forWhat))) {
            err.println(criterion.title() + ": waiting for " + Text.line(forWhat));
        }
    }

    @Override
    public void revised(CriterionResult result) {
        err.println(result.title() + ": on second thought, " + Text.outcome(result.outcome()));
    }

    @Override
    public void finished(CriterionResult result) {
        err.println(result.title() + ": " + Text.outcome(result.outcome()));
    }
}
