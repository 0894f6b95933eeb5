package dev.statelab.lab.kubelet;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code $(NAME)} by the variable of that name. {@code $$(NAME)} stands for the text <code>$(NAME)</code>, and
 * a variable that does not exist stays as it is written.
 */
final class Expansion {

    private static final Pattern REFERENCE = Pattern.compile("\\$(?:\\$|\\(([^)]*)\\))");

    private Expansion() {}

    static String of(String text, Map<String, String> variables) {
        return REFERENCE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(
                found.group(1) == null ? "$" : variables.getOrDefault(found.group(1), found.group())));
    }
}
