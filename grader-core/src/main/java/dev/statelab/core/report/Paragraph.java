package dev.statelab.core.report;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines. */
public final class Paragraph {

    private Paragraph() {}

    /**
     * The lines of a printable text, none wider than {@code width} columns: broken at spaces, and inside a word only where
     * it is too long for a line. At least one line.
     */
    public static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            String rest = word;
            if (!line.isEmpty() && Printable.width(line.toString()) + 1 + Printable.width(rest) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (Printable.width(rest) > width) {
                int end = prefix(rest, width);
                lines.add(rest.substring(0, end));
                rest = rest.substring(end);
            }
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        lines.add(line.toString());
        return lines;
    }

    /** How many characters of a word fit; at least one code point. */
    private static int prefix(String word, int width) {
        int end = 0;
        int columns = 0;
        while (end < word.length()) {
            int c = word.codePointAt(end);
            columns += Printable.width(c);
            if (columns > width && end > 0) {
                return end;
            }
            end += Character.charCount(c);
        }
        return end;
    }
}
