package dev.statelab.contract;

/** Whether there is a cluster to run on. */
sealed interface Provision {

    record Provided(ClusterUnderTest cluster) implements Provision {}

    /**
     * There is none, so that nothing can be said about it.
     *
     * @param reason for people
     */
    record Unavailable(String reason) implements Provision {}
}
