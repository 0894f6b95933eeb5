package dev.statelab.cli;

import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.judging.Progress;
import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.task.Criterion;
import java.time.Instant;
import java.util.Map;

/** Passes everything on, and keeps the last objects that were seen. */
final class KeepsObjects implements Progress {

    private final Progress next;
    private volatile ClusterState objects;

    KeepsObjects(Progress next, String namespace) {
        this.next = next;
        this.objects = new ClusterState(namespace, 0, Instant.EPOCH, Map.of());
    }

    ClusterState objects() {
        return objects;
    }

    @Override
    public void started(Criterion criterion) {
        next.started(criterion);
    }

    @Override
    public void waiting(Criterion criterion, String forWhat, Instant since) {
        next.waiting(criterion, forWhat, since);
    }

    @Override
    public void revised(CriterionResult result) {
        next.revised(result);
    }

    @Override
    public void finished(CriterionResult result) {
        next.finished(result);
    }

    @Override
    public void ended(ClusterState last) {
        objects = last;
        next.ended(last);
    }
}
