package dev.statelab.lab.container.shell;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Computes {@code $((…))}: C's operators on 64-bit integers, over the shell's variables. */
final class Arithmetic {

    private static final int DEEPEST = 200;
    private static final Pattern NUMBER = Pattern.compile("0[xX][0-9a-fA-F]+|[0-9]+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern ASSIGNMENT = Pattern.compile("(<<|>>|[-+*/%&|^])?=(?!=)");
    private static final List<List<String>> LEVELS = List.of(List.of("||"), List.of("&&"), List.of("|"), List.of("^"),
            List.of("&"), List.of("==", "!="), List.of("<=", ">=", "<", ">"), List.of("<<", ">>"), List.of("+", "-"),
            List.of("*", "/", "%"));
    /** What an operator must not be the beginning of. */
    private static final Map<String, String> NOT_BEFORE = Map.of("|", "|=", "&", "&=", "<", "<", ">", ">", "^", "=",
            "+", "=", "-", "=", "*", "=", "/", "=", "%", "=");

    private final String text;
    private final ShellState state;
    private final int depth;
    private int position;

    private Arithmetic(String text, ShellState state, int depth) {
        this.text = text;
        this.state = state;
        this.depth = depth;
    }

    static long evaluate(String text, ShellState state) throws ShellError {
        return evaluate(text, state, 0);
    }

    private static long evaluate(String text, ShellState state, int depth) throws ShellError {
        if (depth > DEEPEST) {
            throw new ShellError("expression recursion loop detected");
        }
        if (text.isBlank()) {
            return 0;
        }
        Arithmetic expression = new Arithmetic(text, state, depth);
        long value = expression.comma();
        expression.skipBlanks();
        if (expression.position < text.length()) {
            throw new ShellError("arithmetic syntax error");
        }
        return value;
    }

    private long comma() throws ShellError {
        long value = conditional();
        while (take(",")) {
            value = conditional();
        }
        return value;
    }

    private long conditional() throws ShellError {
        int start = position;
        Matcher name = at(NAME);
        if (name.lookingAt()) {
            position = name.end();
            Matcher operator = at(ASSIGNMENT);
            if (operator.lookingAt()) {
                position = operator.end();
                long right = conditional();
                long value = operator.group(1) == null
                        ? right
                        : apply(operator.group(1), variable(name.group()), right);
                return assign(name.group(), value);
            }
            position = start;
        }
        long condition = binary(0);
        if (!take("?")) {
            return condition;
        }
        long then = conditional();
        if (!take(":")) {
            throw new ShellError("arithmetic syntax error");
        }
        long otherwise = conditional();
        return condition != 0 ? then : otherwise;
    }

    private long binary(int level) throws ShellError {
        if (level == LEVELS.size()) {
            return unary();
        }
        long left = binary(level + 1);
        while (true) {
            String operator = LEVELS.get(level).stream().filter(this::isNext).findFirst().orElse("");
            if (operator.isEmpty()) {
                return left;
            }
            position += operator.length();
            left = apply(operator, left, binary(level + 1));
        }
    }

    private boolean isNext(String operator) {
        skipBlanks();
        int after = position + operator.length();
        boolean longer = after < text.length()
                && NOT_BEFORE.getOrDefault(operator, "").indexOf(text.charAt(after)) >= 0;
        return text.startsWith(operator, position) && !longer;
    }

    private static long apply(String operator, long left, long right) throws ShellError {
        if (right == 0 && (operator.equals("/") || operator.equals("%"))) {
            throw new ShellError("divide by zero");
        }
        return switch (operator) {
            case "||" -> truth(left != 0 || right != 0);
            case "&&" -> truth(left != 0 && right != 0);
            case "|" -> left | right;
            case "^" -> left ^ right;
            case "&" -> left & right;
            case "==" -> truth(left == right);
            case "!=" -> truth(left != right);
            case "<=" -> truth(left <= right);
            case ">=" -> truth(left >= right);
            case "<" -> truth(left < right);
            case ">" -> truth(left > right);
            case "<<" -> left << right;
            case ">>" -> left >> right;
            case "+" -> left + right;
            case "-" -> left - right;
            case "*" -> left * right;
            case "/" -> left / right;
            case "%" -> left % right;
            default -> throw new IllegalStateException("no such operator: " + operator);
        };
    }

    private static long truth(boolean value) {
        return value ? 1 : 0;
    }

    private long unary() throws ShellError {
        for (String step : List.of("++", "--")) {
            if (take(step)) {
                String name = name();
                return assign(name, variable(name) + (step.equals("++") ? 1 : -1));
            }
        }
        if (take("-")) {
            return -unary();
        }
        if (take("+")) {
            return unary();
        }
        if (take("!")) {
            return truth(unary() == 0);
        }
        if (take("~")) {
            return ~unary();
        }
        return primary();
    }

    private long primary() throws ShellError {
        if (take("(")) {
            long value = comma();
            if (!take(")")) {
                throw new ShellError("arithmetic syntax error");
            }
            return value;
        }
        Matcher number = at(NUMBER);
        if (number.lookingAt()) {
            position = number.end();
            return number(number.group());
        }
        String name = name();
        long value = variable(name);
        for (String step : List.of("++", "--")) {
            if (take(step)) {
                assign(name, value + (step.equals("++") ? 1 : -1));
            }
        }
        return value;
    }

    private static long number(String digits) throws ShellError {
        try {
            return Long.decode(digits);
        } catch (NumberFormatException _) {
            throw new ShellError("arithmetic syntax error");
        }
    }

    private String name() throws ShellError {
        Matcher name = at(NAME);
        if (!name.lookingAt()) {
            throw new ShellError("arithmetic syntax error");
        }
        position = name.end();
        return name.group();
    }

    private long variable(String name) throws ShellError {
        return evaluate(state.variable(name).orElse("0"), state, depth + 1);
    }

    private long assign(String name, long value) throws ShellError {
        state.set(name, Long.toString(value));
        return value;
    }

    private Matcher at(Pattern pattern) {
        skipBlanks();
        return pattern.matcher(text).region(position, text.length());
    }

    private boolean take(String symbol) {
        skipBlanks();
        if (!text.startsWith(symbol, position)) {
            return false;
        }
        position += symbol.length();
        return true;
    }

    private void skipBlanks() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }
}
