package dev.statelab.lab.container.shell;

/** Shows words so that a shell reads them as they are. */
final class Quoting {

    private Quoting() {}

    /** With quotes where they are needed. */
    static String quoted(String word) {
        return word.matches("[\\w@%+:,./^\\]-]+") ? word : always(word);
    }

    static String always(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
