package dev.statelab.kube.apply;

import dev.statelab.kube.yaml.Position;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a template, and what it may be rendered to.
 *
 * @param number from 1
 * @param fixed how many columns at its beginning are rendered as they stand
 * @param rendered matches what the line may become; empty for a line that becomes nothing or several lines
 */
record TemplateLine(int number, int fixed, String text, Optional<Pattern> rendered) {

    private static final Pattern ACTION = Pattern.compile("\\{\\{.*?}}");
    /** Without a word of its own a line may become anything. */
    private static final Pattern TELLING = Pattern.compile(".*[A-Za-z]+.*");

    static TemplateLine of(String text, int number) {
        Matcher actions = ACTION.matcher(text);
        StringBuilder pattern = new StringBuilder();
        StringBuilder literal = new StringBuilder();
        int end = 0;
        while (actions.find()) {
            pattern.append(Pattern.quote(text.substring(end, actions.start()))).append(".*");
            literal.append(text, end, actions.start());
            end = actions.end();
        }
        pattern.append(Pattern.quote(text.substring(end)));
        literal.append(text.substring(end));
        int open = text.indexOf("{{");
        return new TemplateLine(number, open < 0 ? text.length() : open, text,
                TELLING.matcher(literal).matches()
                        ? Optional.of(Pattern.compile(pattern.toString()))
                        : Optional.empty());
    }

    /** How surely a rendered line comes from this one: 0 for not at all. */
    int likeness(String line) {
        if (rendered.isEmpty()) {
            return 0;
        }
        if (text.equals(line)) {
            return 2;
        }
        return text.contains("{{") && rendered.get().matcher(line).matches() ? 1 : 0;
    }

    Position position(int column) {
        return new Position(number, Math.min(column, fixed + 1));
    }
}
