package dev.statelab.kube.pod;

/** Tells how much slower programs run on this machine than they would alone. */
@FunctionalInterface
public interface Control {

    /** How many times as long work takes now: 1 where there is a processor for it at once. */
    double slowdown() throws InterruptedException;

    /** This machine, as it is. */
    static Control ofThisMachine() {
        return TimedWork.onThisMachine();
    }
}
