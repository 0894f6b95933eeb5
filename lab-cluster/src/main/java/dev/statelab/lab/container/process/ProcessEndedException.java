package dev.statelab.lab.container.process;

/** Thrown inside a process that has been killed, at the next thing that it asks of the system. */
public final class ProcessEndedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ProcessEndedException(int pid) {
        super("process " + pid + " has been killed");
    }
}
