package dev.statelab.lab.container;

import java.util.concurrent.CompletableFuture;

/** Somebody's streams to a process in a container. */
public interface Session {

    /** Completes with the process' exit code, when all that it wrote has been passed on. */
    CompletableFuture<Integer> exit();

    /** Nobody is there any more: a process that was started for the session is killed, another one goes on. */
    void end();

    /** The terminal, if there is one, has another size. */
    void resize(int columns, int rows);
}
