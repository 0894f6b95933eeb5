package dev.statelab.lab.container.shell;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Backslash sequences as {@code printf} and {@code echo -e} know them. */
final class Escapes {

    private static final Pattern SEQUENCE = Pattern.compile("\\\\(?:x([0-9a-fA-F]{1,2})|0?([0-7]{1,3})|(.))",
            Pattern.DOTALL);
    private static final Pattern STOP = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*(\\\\c)");

    private Escapes() {}

    /** Where a {@code \c} ends the output; -1 for nowhere. */
    static int stop(String text) {
        Matcher matcher = STOP.matcher(text);
        return matcher.find() ? matcher.start(1) : -1;
    }

    static String expand(String text) {
        return SEQUENCE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(character(match)));
    }

    private static String character(MatchResult match) {
        if (match.group(1) != null) {
            return String.valueOf((char) Integer.parseInt(match.group(1), 16));
        }
        if (match.group(2) != null) {
            return String.valueOf((char) (Integer.parseInt(match.group(2), 8) & 0xff));
        }
        return switch (match.group(3)) {
            case "a" -> "\007";
            case "b" -> "\b";
            case "e" -> "\033";
            case "f" -> "\f";
            case "n" -> "\n";
            case "r" -> "\r";
            case "t" -> "\t";
            case "v" -> "\013";
            case "\\" -> "\\";
            default -> match.group();
        };
    }
}
