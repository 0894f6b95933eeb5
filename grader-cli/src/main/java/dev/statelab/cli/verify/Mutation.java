package dev.statelab.cli.verify;

import dev.statelab.cli.OpenCluster;
import java.util.List;

/** The mutants of a task, whatever of it is mutated. */
interface Mutation {

    /** The name of the task. */
    String task();

    /** How many mutants there are. */
    int size();

    /** What to ask the author about a mutant that makes no difference. */
    String question();

    Declarations declarations();

    /** What becomes of each, in their order. */
    List<Judged> judge(OpenCluster cluster, Parallel parallel, Counting counting) throws InterruptedException;
}
