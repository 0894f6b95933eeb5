package dev.statelab.batch.run;

import dev.statelab.core.judging.EvaluationOptions;
import dev.statelab.core.judging.Progress;
import dev.statelab.kube.KubeCluster;

/** Where files that students handed in are deployed. Safe for use by many threads. */
public interface Workplaces {

    /**
     * Makes a place where nothing is yet.
     *
     * @param namespace a namespace that is there then, and empty
     */
    Workplace open(String namespace) throws InterruptedException;

    /** A cluster for one student's work. Closing it removes what was deployed. */
    interface Workplace extends AutoCloseable {

        KubeCluster cluster();

        /** How to evaluate there. */
        EvaluationOptions options(Progress progress);

        @Override
        void close();
    }
}
