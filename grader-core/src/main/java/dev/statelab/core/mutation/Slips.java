package dev.statelab.core.mutation;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The slips that may be made in an expression: an operator or a quantifier that is next to the right one, a number that is
 * one off, a {@code !} too few. Not made are those that change nothing, whatever the task: no list or text has less than no
 * entries, and no answer that ends a request has a status below 200 (RFC 9110, 15.2). And those that chance decides: whether
 * two times are equal, of which a cluster writes whole seconds.
 */
final class Slips {

    private static final Map<String, List<String>> NEIGHBOURS = Map.of(
            "==", List.of("!="),
            "!=", List.of("=="),
            ">=", List.of(">", "=="),
            "<=", List.of("<", "=="),
            ">", List.of(">="),
            "<", List.of("<="),
            "&&", List.of("||"),
            "||", List.of("&&"),
            ".all(", List.of(".exists("),
            ".exists(", List.of(".all("));

    /** Texts are matched so that nothing inside them is. */
    private static final Pattern TOKEN = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'"
            + "|[=!<>]=|[<>]|&&|\\|\\||\\.all\\(|\\.exists\\(|!(?!=)|(?<![\\w.])\\d+(?![\\w.])");

    /** Where an operator compares numbers, as far as can be read from it: with a number, or with how many there are. */
    private static final Pattern NUMBER_BEFORE = Pattern.compile("(?:\\.size\\(\\)|(?<![\\w.])\\d+)\\s*$");
    private static final Pattern NUMBER_AFTER = Pattern.compile("^\\s*\\d+(?![\\w.])");

    /** What is never less than what it is compared with: how many there are, and the status of an answer. */
    private static final Pattern LEAST = Pattern
            .compile("(?:\\.size\\(\\)\\s*==\\s*0|(?<![\\w.])response\\.status\\s*==\\s*200)(?![\\w.])");

    private static final Pattern TIME_AFTER = Pattern.compile("^\\s*timestamp\\(");
    private static final Set<String> ORDERS = Set.of("<", "<=", ">", ">=");

    private static final int BEFORE = 30;
    private static final int AFTER = 20;

    private Slips() {}

    /**
     * One slip.
     *
     * @param change such as {@code == -> >= in 'pods.size() == 4'}
     * @param source the expression with the slip
     */
    record Slip(String change, String source) {
        Slip {
            requireNonNull(change, "change");
            requireNonNull(source, "source");
        }
    }

    static List<Slip> in(String expression) {
        List<Slip> slips = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(expression);
        while (matcher.find()) {
            for (String other : others(expression, matcher.toMatchResult())) {
                slips.add(new Slip(change(expression, matcher.toMatchResult(), other),
                        expression.substring(0, matcher.start()) + other + expression.substring(matcher.end())));
            }
        }
        return slips;
    }

    private static List<String> others(String expression, MatchResult at) {
        String token = at.group();
        if (Character.isDigit(token.charAt(0))) {
            BigInteger number = new BigInteger(token);
            return List.of(number.subtract(BigInteger.ONE).toString(), number.add(BigInteger.ONE).toString());
        }
        if (token.equals("==") && (NUMBER_BEFORE.matcher(expression.substring(0, at.start())).find()
                || NUMBER_AFTER.matcher(expression.substring(at.end())).find())) {
            return isLeast(expression, at) ? List.of(">=") : List.of(">=", "<=");
        }
        if (ORDERS.contains(token) && TIME_AFTER.matcher(expression.substring(at.end())).find()) {
            return NEIGHBOURS.getOrDefault(token, List.of()).stream().filter(other -> !ORDERS.contains(other)).toList();
        }
        return token.equals("!") ? List.of("") : NEIGHBOURS.getOrDefault(token, List.of());
    }

    private static boolean isLeast(String expression, MatchResult operator) {
        return LEAST.matcher(expression).results()
                .anyMatch(least -> least.start() < operator.start() && operator.end() < least.end());
    }

    private static String change(String expression, MatchResult at, String other) {
        int from = Math.max(0, at.start() - BEFORE);
        int to = Math.min(expression.length(), at.end() + AFTER);
        return "%s -> %s in '%s%s%s'".formatted(at.group(), other.isEmpty() ? "nothing" : other,
                from > 0 ? "..." : "", expression.substring(from, to), to < expression.length() ? "..." : "");
    }
}
