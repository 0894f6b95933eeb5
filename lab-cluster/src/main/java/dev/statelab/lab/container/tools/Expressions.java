package dev.statelab.lab.container.tools;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions as grep and sed read them, turned into Java's. */
final class Expressions {

    private static final String SWAPPED = "(){}+?|";

    private Expressions() {}

    /** @param extended whether groups and repetitions are written without a backslash */
    static Pattern compile(String expression, boolean extended, boolean ignoringCase) throws UsageException {
        try {
            return Pattern.compile(classes(extended ? expression : extended(expression)),
                    ignoringCase ? Pattern.CASE_INSENSITIVE : 0);
        } catch (PatternSyntaxException _) {
            throw new UsageException("bad regex '" + expression + "'", 2);
        }
    }

    private static String classes(String expression) {
        return expression.replace("[:digit:]", "0-9").replace("[:alpha:]", "a-zA-Z")
                .replace("[:alnum:]", "a-zA-Z0-9").replace("[:space:]", "\\s").replace("[:upper:]", "A-Z")
                .replace("[:lower:]", "a-z").replace("\\<", "\\b").replace("\\>", "\\b");
    }

    private static String extended(String basic) {
        StringBuilder extended = new StringBuilder();
        boolean bracket = false;
        for (int i = 0; i < basic.length(); i++) {
            char c = basic.charAt(i);
            boolean escaped = c == '\\' && i + 1 < basic.length() && !bracket;
            if (escaped) {
                i++;
                char next = basic.charAt(i);
                extended.append(SWAPPED.indexOf(next) >= 0 ? "" : "\\").append(next);
            } else if (bracket) {
                bracket = c != ']' || basic.charAt(i - 1) == '[';
                extended.append(c == '[' && basic.charAt(i + 1) != ':' ? "\\[" : c);
            } else if (c == '*' && (extended.isEmpty() || extended.toString().equals("^"))) {
                extended.append("\\*");
            } else {
                bracket = c == '[';
                extended.append(SWAPPED.indexOf(c) >= 0 ? "\\" : "").append(c);
            }
        }
        return extended.toString();
    }
}
