package dev.statelab.batch.run;

import static java.util.Objects.requireNonNull;

import dev.statelab.batch.submission.Submission;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.judging.EvaluationOptions;
import dev.statelab.core.judging.Progress;
import dev.statelab.kube.KubeCluster;

/** Where files that students handed in are deployed. Safe for use by many threads. */
public interface Workplaces {

    /**
     * The namespace that takes the place of the one that a student was told to use; another one at each call where they
     * share a cluster.
     */
    String namespaceFor(String wanted);

    /** The API server that all places share; empty where each has its own. */
    String server();

    /**
     * What a student handed in, as it is deployed there, or why it is not. The caller closes what was handed in.
     *
     * @param namespace from {@link #namespaceFor}
     */
    Submission admit(Submission handedIn, String wanted, String namespace);

    /**
     * Makes a place where nothing is yet.
     *
     * @param namespace from {@link #namespaceFor}; it is there then, and empty
     */
    Opened open(String namespace) throws InterruptedException;

    /** What came of making a place. */
    sealed interface Opened {

        record Place(Workplace place) implements Opened {
            public Place {
                requireNonNull(place, "place");
            }
        }

        /** The cluster did not let it be made. */
        record Not(Cause cause) implements Opened {
            public Not {
                requireNonNull(cause, "cause");
            }
        }
    }

    /** A namespace for one student's work. Closing it removes what was deployed. */
    interface Workplace extends AutoCloseable {

        KubeCluster cluster();

        /** How to evaluate there. */
        EvaluationOptions options(Progress progress);

        @Override
        void close();
    }
}
