package dev.statelab.lab.container.shell;

import java.util.regex.PatternSyntaxException;

/** A shell pattern: {@code *}, {@code ?}, {@code […]}, and backslashes before what is meant literally. */
final class Pattern {

    private final java.util.regex.Pattern regex;

    private Pattern(java.util.regex.Pattern regex) {
        this.regex = regex;
    }

    static Pattern of(String pattern) {
        try {
            return new Pattern(java.util.regex.Pattern.compile(regex(pattern), java.util.regex.Pattern.DOTALL));
        } catch (PatternSyntaxException _) {
            return new Pattern(java.util.regex.Pattern.compile(java.util.regex.Pattern.quote(literal(pattern))));
        }
    }

    boolean matches(String text) {
        return regex.matcher(text).matches();
    }

    /** The text with a backslash before everything that a pattern takes specially. */
    static String escape(String text) {
        return text.replaceAll("([\\\\*?\\[\\]])", "\\\\$1");
    }

    /** The pattern as text, when it is none. */
    static String literal(String pattern) {
        return pattern.replaceAll("\\\\(.)", "$1");
    }

    static boolean isMagic(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '*' || c == '?' || (c == '[' && pattern.indexOf(']', i + 2) > 0)) {
                return true;
            }
        }
        return false;
    }

    private static String regex(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            int close = c == '[' ? closing(pattern, i) : -1;
            if (c == '*') {
                regex.append(".*");
            } else if (c == '?') {
                regex.append('.');
            } else if (close > 0) {
                regex.append(bracket(pattern.substring(i + 1, close)));
                i = close;
            } else if (c == '\\' && i + 1 < pattern.length()) {
                i++;
                regex.append(java.util.regex.Pattern.quote(pattern.substring(i, i + 1)));
            } else {
                regex.append(java.util.regex.Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }

    /** Where the bracket ends that begins at {@code open}; -1 for nowhere. */
    private static int closing(String pattern, int open) {
        int close = pattern.indexOf(']', open + 2);
        while (close > 0 && pattern.charAt(close - 1) == ':') {
            close = pattern.indexOf(']', close + 1);
        }
        return close;
    }

    private static String bracket(String content) {
        boolean negated = content.startsWith("!") || content.startsWith("^");
        String set = (negated ? content.substring(1) : content)
                .replace("[:digit:]", "0-9").replace("[:alpha:]", "a-zA-Z").replace("[:alnum:]", "a-zA-Z0-9")
                .replace("[:space:]", " \t\n\r\f").replace("[:upper:]", "A-Z").replace("[:lower:]", "a-z");
        return "[" + (negated ? "^" : "") + set.replace("[", "\\[").replace("&&", "&\\&") + "]";
    }
}
