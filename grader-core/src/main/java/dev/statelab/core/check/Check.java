package dev.statelab.core.check;

import java.util.Set;

/**
 * Something that a step of a task checks in Java. It is found by {@link java.util.ServiceLoader}: in a jar of the folder
 * {@code checks} beside the task's {@code task.yaml}, or on the class path. Such a jar is trusted as the task's author is.
 *
 * <p>An implementation is public, has a public constructor without parameters, and may be used by many threads. What it
 * throws is a mistake of its own, and never costs a student a point.
 */
public interface Check {

    /** The name by which tasks use it: lower-case letters, digits and dashes. */
    String name();

    /** What a task must give it under {@code with}, by name. */
    Set<String> parameters();

    /**
     * Checks.
     *
     * @throws InterruptedException when the evaluation ends, or the time of the step is over
     * @throws Exception for a mistake of the check: then the criterion is inconclusive
     */
    CheckResult run(CheckContext context) throws Exception;
}
