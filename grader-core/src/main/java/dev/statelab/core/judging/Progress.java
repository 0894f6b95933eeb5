package dev.statelab.core.judging;

import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.result.CriterionResult;
import dev.statelab.core.task.Criterion;
import java.time.Instant;

/**
 * Is told how an evaluation goes on. Called from the threads that judge, several at a time: return quickly. Texts may come
 * from the student's cluster: escape them.
 */
public interface Progress {

    /** For who does not want to know. */
    Progress NONE = new Progress() {};

    /** Everything that the criterion needs has passed, and it is being judged. */
    default void started(Criterion criterion) {}

    /**
     * The criterion waits.
     *
     * @param forWhat the objects that are on their way, such as {@code pod kv-0: ContainerCreating}
     * @param since when the criterion began to wait
     */
    default void waiting(Criterion criterion, String forWhat, Instant since) {}

    /**
     * The criterion is judged, blocked, or given up. Each one is reported once; none is where a parameter cannot be what the
     * student says.
     */
    default void finished(CriterionResult result) {}

    /** A criterion that was judged is not: what it was judged by has gone. This result counts; all were finished before. */
    default void revised(CriterionResult result) {}

    /** Everything is judged; this is the state that was seen last. Not told when the evaluation was interrupted early. */
    default void ended(ClusterState last) {}
}
