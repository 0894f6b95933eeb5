package dev.statelab.lab.container.process;

import dev.statelab.lab.container.UserIds;
import java.util.concurrent.CompletableFuture;

/** A process, seen by another one. */
public interface Child {

    int pid();

    UserIds user();

    /** The name and the arguments. */
    String commandLine();

    /** Completes with the exit code once the process has ended and everything that it held is closed. */
    CompletableFuture<Integer> exit();

    void signal(Signal signal);
}
