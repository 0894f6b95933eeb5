package dev.statelab.lab.container.tools;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;

/** {@code expr}. */
final class Expr {

    private static final List<Set<String>> LEVELS = List.of(Set.of("|"), Set.of("&"),
            Set.of("=", "==", "!=", "<", "<=", ">", ">="), Set.of("+", "-"), Set.of("*", "/", "%"), Set.of(":"));

    private final List<String> words;
    private int position;

    private Expr(List<String> words) {
        this.words = words;
    }

    static int run(Call call) throws UsageException {
        Expr expr = new Expr(call.arguments());
        String result = expr.level(0);
        if (expr.position < expr.words.size()) {
            throw new UsageException("syntax error", 2);
        }
        call.out().println(result);
        return isTrue(result) ? 0 : 1;
    }

    private static boolean isTrue(String value) {
        return !value.isEmpty() && !value.equals("0");
    }

    private String level(int level) throws UsageException {
        if (level == LEVELS.size()) {
            return primary();
        }
        String left = level(level + 1);
        while (position < words.size() && LEVELS.get(level).contains(words.get(position))) {
            String operator = words.get(position);
            position++;
            left = apply(left, operator, level(level + 1));
        }
        return left;
    }

    private String primary() throws UsageException {
        String word = next();
        return switch (word) {
            case "(" -> {
                String value = level(0);
                if (!next().equals(")")) {
                    throw new UsageException("syntax error", 2);
                }
                yield value;
            }
            case "length" -> Integer.toString(next().length());
            case "match" -> matched(next(), next());
            case "substr" -> part(next(), (int) number(next()), (int) number(next()));
            default -> word;
        };
    }

    private String next() throws UsageException {
        if (position >= words.size()) {
            throw new UsageException("syntax error", 2);
        }
        position++;
        return words.get(position - 1);
    }

    private static String part(String text, int from, int length) {
        int start = Math.clamp(from - 1L, 0, text.length());
        return from < 1 || length < 1 ? "" : text.substring(start, Math.clamp((long) start + length, 0, text.length()));
    }

    private static String apply(String left, String operator, String right) throws UsageException {
        return switch (operator) {
            case "|" -> isTrue(left) ? left : right;
            case "&" -> isTrue(left) && isTrue(right) ? left : "0";
            case ":" -> matched(left, right);
            case "+" -> Long.toString(number(left) + number(right));
            case "-" -> Long.toString(number(left) - number(right));
            case "*" -> Long.toString(number(left) * number(right));
            case "/", "%" -> divided(number(left), operator, number(right));
            default -> compared(left, operator, right) ? "1" : "0";
        };
    }

    private static String divided(long left, String operator, long right) throws UsageException {
        if (right == 0) {
            throw new UsageException("division by zero", 2);
        }
        return Long.toString(operator.equals("/") ? left / right : left % right);
    }

    private static boolean compared(String left, String operator, String right) {
        boolean numbers = left.matches("-?\\d{1,18}") && right.matches("-?\\d{1,18}");
        int order = numbers ? Long.compare(Long.parseLong(left), Long.parseLong(right)) : left.compareTo(right);
        return switch (operator) {
            case "=", "==" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private static long number(String text) throws UsageException {
        if (!text.matches("-?\\d{1,18}")) {
            throw new UsageException("non-numeric argument", 2);
        }
        return Long.parseLong(text);
    }

    private static String matched(String text, String expression) throws UsageException {
        Matcher matcher = Expressions.compile(expression, false, false).matcher(text);
        boolean matches = matcher.lookingAt();
        if (matcher.groupCount() > 0) {
            return matches ? Objects.requireNonNullElse(matcher.group(1), "") : "";
        }
        return matches ? Integer.toString(matcher.end()) : "0";
    }
}
