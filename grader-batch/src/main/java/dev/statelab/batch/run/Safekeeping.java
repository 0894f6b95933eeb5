package dev.statelab.batch.run;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cluster;
import dev.statelab.core.result.Evaluation;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Keeps what an evaluation changes for a while from staying changed on a cluster that outlives this process, however the
 * process ends. Safe for use by many threads.
 */
public interface Safekeeping {

    /**
     * Gives back what earlier evaluations in this namespace of this cluster had changed when they ended, so that nobody is
     * graded by it.
     *
     * @param told is given a line for each thing that came of it; hostile text
     * @return why something may still be as it was changed
     */
    Optional<Cause> giveBack(Cluster cluster, String namespace, Consumer<String> told) throws InterruptedException;

    /**
     * Evaluates with a note of each change, from before it is made until it is given back.
     *
     * @param told is given a line where that cannot be noted
     * @param evaluation on the cluster that it gets
     */
    Evaluation noting(Cluster cluster, Consumer<String> told, Function<Cluster, Evaluation> evaluation);
}
