package dev.statelab.hostile.table;

/**
 * How often something was tried.
 *
 * @param held how often it came out as it should
 * @param notRun how many tests did not run, because something that they need is not on this machine
 */
record Count(long tried, long held, long notRun) {

    static final Count NONE = new Count(0, 0, 0);

    Count plus(Count other) {
        return new Count(tried + other.tried, held + other.held, notRun + other.notRun);
    }
}
