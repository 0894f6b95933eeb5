package dev.statelab.lab.container.tools;

import dev.statelab.lab.container.tools.SedCommand.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads a sed script. */
final class SedParser {

    private static final Pattern NOTHING = Pattern.compile("");

    private final String script;
    private final boolean extended;
    private int position;

    SedParser(String script, boolean extended) {
        this.script = script;
        this.extended = extended;
    }

    List<SedCommand> commands() throws UsageException {
        List<SedCommand> commands = new ArrayList<>();
        skip(" \t\n;");
        while (position < script.length()) {
            commands.add(command());
            skip(" \t\n;");
        }
        return commands;
    }

    private SedCommand command() throws UsageException {
        Address from = address();
        Address to = new Address.None();
        if (peek() == ',') {
            position++;
            to = address();
        }
        skip(" \t");
        boolean negated = peek() == '!';
        position += negated ? 1 : 0;
        char name = peek();
        position++;
        return switch (name) {
            case 's' -> {
                char delimiter = peek();
                position++;
                String expression = until(delimiter);
                String replacement = until(delimiter);
                int start = position;
                while (Character.isLetterOrDigit(peek())) {
                    position++;
                }
                String flags = script.substring(start, position);
                yield new SedCommand(from, to, negated, name, Expressions.compile(expression, extended,
                        flags.contains("i") || flags.contains("I")), replacement, flags);
            }
            case 'a', 'i', 'c' -> {
                skip(" \t\\\n");
                int end = script.indexOf('\n', position);
                String text = script.substring(position, end < 0 ? script.length() : end);
                position += text.length();
                yield new SedCommand(from, to, negated, name, NOTHING, text, "");
            }
            case 'p', 'd', 'q', '=' -> new SedCommand(from, to, negated, name, NOTHING, "", "");
            default -> throw new UsageException("unsupported command " + name);
        };
    }

    private Address address() throws UsageException {
        skip(" \t");
        if (Character.isDigit(peek())) {
            int start = position;
            while (Character.isDigit(peek()) && position - start < 9) {
                position++;
            }
            return new Address.Line(Integer.parseInt(script.substring(start, position)));
        }
        if (peek() == '$') {
            position++;
            return new Address.LastLine();
        }
        if (peek() == '/') {
            position++;
            return new Address.Matching(Expressions.compile(until('/'), extended, false));
        }
        return new Address.None();
    }

    private String until(char delimiter) throws UsageException {
        StringBuilder text = new StringBuilder();
        while (peek() != delimiter) {
            if (position >= script.length()) {
                throw new UsageException("unmatched '" + delimiter + "'");
            }
            if (peek() == '\\' && position + 1 < script.length()) {
                position++;
                text.append(peek() == delimiter ? "" : "\\");
            }
            text.append(peek());
            position++;
        }
        position++;
        return text.toString();
    }

    private void skip(String characters) {
        while (position < script.length() && characters.indexOf(peek()) >= 0) {
            position++;
        }
    }

    /** NUL at the end. */
    private char peek() {
        return position < script.length() ? script.charAt(position) : '\0';
    }
}
