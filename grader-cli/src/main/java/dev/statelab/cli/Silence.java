package dev.statelab.cli;

/**
 * What libraries log, above all each start and stop of the lab cluster's web server, is written nowhere: whoever grades wants to
 * see grades. {@link java.util.logging.LogManager} takes a class with no settings for no handlers, and only once something logs:
 * setting a level at the start of the process would take 40 ms of it.
 */
public final class Silence {

    /** For the log manager. */
    public Silence() {}

    static void keep() {
        System.setProperty("java.util.logging.config.class", Silence.class.getName());
    }
}
