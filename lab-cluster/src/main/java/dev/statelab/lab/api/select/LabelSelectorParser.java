package dev.statelab.lab.api.select;

import dev.statelab.lab.api.select.LabelSelector.Requirement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a label selector as it is written in a request. */
final class LabelSelectorParser {

    private static final Pattern TOKEN = Pattern.compile("\\s*(==|=|!=|!|,|\\(|\\)|<|>|[^\\s=!,()<>]+)");
    private static final Pattern KEY = Pattern.compile(
            "([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Pattern VALUE = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");
    private static final Set<String> SYMBOLS = Set.of("==", "=", "!=", "!", ",", "(", ")", "<", ">", "");

    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private int at;

    LabelSelectorParser(String text) {
        this.text = text;
        Matcher token = TOKEN.matcher(text.strip());
        while (token.lookingAt()) {
            tokens.add(token.group(1));
            token.region(token.end(), token.regionEnd());
        }
    }

    LabelSelector parse() throws SelectorException {
        List<Requirement> requirements = new ArrayList<>();
        while (at < tokens.size()) {
            requirements.add(requirement());
            if (at < tokens.size()) {
                expect(",");
                if (at == tokens.size()) {
                    throw unexpected("", "identifier after ','");
                }
            }
        }
        return new LabelSelector(requirements);
    }

    private Requirement requirement() throws SelectorException {
        if (peek().equals("!")) {
            at++;
            return new Requirement.Absent(key());
        }
        String key = key();
        String operator = peek();
        return switch (operator) {
            case "", "," -> new Requirement.Exists(key);
            case "=", "==" -> new Requirement.In(key, Set.of(nextValue()));
            case "!=" -> new Requirement.NotIn(key, Set.of(nextValue()));
            case "in" -> new Requirement.In(key, values());
            case "notin" -> new Requirement.NotIn(key, values());
            case "<", ">" -> compare(key, operator.equals(">"));
            default -> throw unexpected(operator, "in, notin, =, ==, !=, gt, lt");
        };
    }

    private Requirement compare(String key, boolean greater) throws SelectorException {
        String bound = nextValue();
        if (!bound.matches("-?\\d{1,18}")) {
            throw unexpected(bound, "integer");
        }
        return new Requirement.Compare(key, greater, Long.parseLong(bound));
    }

    private String key() throws SelectorException {
        String key = peek();
        if (!KEY.matcher(key).matches()) {
            throw unexpected(key, "!, identifier, or 'end of string'");
        }
        at++;
        return key;
    }

    /** The value after an operator; it may be empty. */
    private String nextValue() throws SelectorException {
        at++;
        return value();
    }

    private String value() throws SelectorException {
        String value = peek();
        if (SYMBOLS.contains(value)) {
            return "";
        }
        if (!VALUE.matcher(value).matches()) {
            throw new SelectorException("unable to parse requirement: values[0][" + value
                    + "]: Invalid value: \"" + value + "\": a valid label must be an empty string or consist of "
                    + "alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character");
        }
        at++;
        return value;
    }

    private Set<String> values() throws SelectorException {
        at++;
        expect("(");
        Set<String> values = new HashSet<>();
        values.add(value());
        while (peek().equals(",")) {
            at++;
            values.add(value());
        }
        expect(")");
        return values;
    }

    private void expect(String token) throws SelectorException {
        if (!peek().equals(token)) {
            throw unexpected(peek(), "'" + token + "'");
        }
        at++;
    }

    private String peek() {
        return at < tokens.size() ? tokens.get(at) : "";
    }

    private SelectorException unexpected(String found, String expected) {
        return new SelectorException("unable to parse requirement: found '" + found + "', expected: " + expected
                + " (in \"" + text + "\")");
    }
}
