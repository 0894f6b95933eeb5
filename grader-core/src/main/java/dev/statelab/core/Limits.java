package dev.statelab.core;

/** How much is kept of what comes from a student's cluster, which is hostile text, and of a task file. */
public final class Limits {

    /** Characters of one text from the cluster: a shown value, a message, a name. */
    public static final int TEXT = 1_024;

    /** Characters of a request's or response's body that are kept as evidence. */
    public static final int EVIDENCE_BODY = 4_096;

    /** Pieces of evidence that one criterion keeps. */
    public static final int EVIDENCE_PIECES = 40;

    /** Objects that are named one by one in a finding. */
    public static final int NAMED_OBJECTS = 3;

    /** Of what a parameter may be, how many are named. */
    public static final int CANDIDATES = 12;

    /** Lines of a container's log that are kept, the last ones. */
    public static final int LOG_LINES = 10;

    /** Characters of one line of a log. */
    public static final int LOG_LINE = 200;

    /** Things that are named as following from one cause. */
    public static final int CONSEQUENCES = 5;

    /** Characters of a task file. */
    public static final int TASK_FILE = 1 << 20;

    /** Steps of all loops that one expression may take. */
    public static final int EXPRESSION_ITERATIONS = 100_000;

    private Limits() {}

    /** The text itself, or its beginning and how much was left out. Never splits a surrogate pair. */
    public static String cut(String text, int characters) {
        if (text.length() <= characters) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(characters - 1)) ? characters - 1 : characters;
        return text.substring(0, end) + "… (" + (text.length() - end) + " more characters)";
    }
}
