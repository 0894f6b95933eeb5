package dev.statelab.reference;

/** What came of starting an application. */
public sealed interface Start {

    /** It answers requests. */
    record Started(ReferenceApp app) implements Start {}

    /**
     * It does not run, and a process would end with exit code 1.
     *
     * @param reason one line for people: what was expected, what was found, what to try
     */
    record Refused(String reason) implements Start {}
}
