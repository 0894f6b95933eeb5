package dev.statelab.core.report;

/**
 * What a terminal can show.
 *
 * @param width columns, at least 20
 * @param colour whether it knows ANSI colours
 * @param unicode whether it knows more than ASCII
 */
public record TextOptions(int width, boolean colour, boolean unicode) {

    public TextOptions {
        if (width < 20) {
            throw new IllegalArgumentException("width " + width);
        }
    }

    /** For a file or a pipe. */
    public static TextOptions plain() {
        return new TextOptions(80, false, true);
    }
}
