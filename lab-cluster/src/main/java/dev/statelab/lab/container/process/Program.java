package dev.statelab.lab.container.process;

/** Something that a container runs: an application of an image, or a command of its {@code /bin}. */
@FunctionalInterface
public interface Program {

    /**
     * Runs until the program is done. It runs on a virtual thread of its own; what it has opened through its
     * surroundings is closed when it returns.
     *
     * @return the exit code; its lowest eight bits count
     * @throws Exception what the program did not expect: the process prints the stack trace and ends with 1
     */
    int run(Surroundings surroundings) throws Exception;

    /**
     * Whether SIGTERM ends the program also as the first process of its container. Java applications install a handler,
     * so it does. Linux withholds a signal without a handler from the first process: a {@code sleep} that is the
     * container's command does not notice, and is killed when the pod's grace period is over.
     */
    default boolean endsOnTerminateAsFirst() {
        return true;
    }
}
