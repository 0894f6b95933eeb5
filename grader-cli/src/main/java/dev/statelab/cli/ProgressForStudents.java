package dev.statelab.cli;

import dev.statelab.core.judging.Progress;
import dev.statelab.core.result.Credit;
import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.task.Criterion;
import java.time.Instant;

/** Passes on what students may see: nothing of hidden criteria. */
final class ProgressForStudents implements Progress {

    private final Progress progress;

    ProgressForStudents(Progress progress) {
        this.progress = progress;
    }

    @Override
    public void started(Criterion criterion) {
        if (criterion.credit() != Credit.HIDDEN) {
            progress.started(criterion);
        }
    }

    @Override
    public void waiting(Criterion criterion, String forWhat, Instant since) {
        if (criterion.credit() != Credit.HIDDEN) {
            progress.waiting(criterion, forWhat, since);
        }
    }

    @Override
    public void revised(CriterionResult result) {
        if (!result.is(Credit.HIDDEN)) {
            progress.revised(result);
        }
    }

    @Override
    public void finished(CriterionResult result) {
        if (!result.is(Credit.HIDDEN)) {
            progress.finished(result);
        }
    }
}
