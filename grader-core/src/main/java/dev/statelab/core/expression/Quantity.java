package dev.statelab.core.expression;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kubernetes' quantities: {@code 1Mi}, {@code 100m}, {@code 2e3}
 * (<a href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">API page</a>).
 */
public final class Quantity {

    private static final Pattern FORM = Pattern
            .compile("([+-]?[0-9]{0,40}(?:\\.[0-9]{0,40})?)([eE][+-]?[0-9]{1,2}|[a-zA-Z]{0,2})");

    private static final Map<String, BigDecimal> FACTORS = Map.ofEntries(
            Map.entry("", BigDecimal.ONE),
            Map.entry("n", BigDecimal.ONE.movePointLeft(9)),
            Map.entry("u", BigDecimal.ONE.movePointLeft(6)),
            Map.entry("m", BigDecimal.ONE.movePointLeft(3)),
            Map.entry("k", BigDecimal.ONE.movePointRight(3)),
            Map.entry("M", BigDecimal.ONE.movePointRight(6)),
            Map.entry("G", BigDecimal.ONE.movePointRight(9)),
            Map.entry("T", BigDecimal.ONE.movePointRight(12)),
            Map.entry("P", BigDecimal.ONE.movePointRight(15)),
            Map.entry("E", BigDecimal.ONE.movePointRight(18)),
            Map.entry("Ki", binary(1)),
            Map.entry("Mi", binary(2)),
            Map.entry("Gi", binary(3)),
            Map.entry("Ti", binary(4)),
            Map.entry("Pi", binary(5)),
            Map.entry("Ei", binary(6)));

    private Quantity() {}

    /** The quantity's number; empty when the text is none. */
    public static Optional<BigDecimal> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches() || matcher.group(1).chars().noneMatch(Character::isDigit)) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        String suffix = matcher.group(2);
        if (suffix.length() > 1 && (suffix.startsWith("e") || suffix.startsWith("E")) && !suffix.endsWith("i")) {
            return Optional.of(number.scaleByPowerOfTen(Integer.parseInt(suffix.substring(1))));
        }
        return Optional.ofNullable(FACTORS.get(suffix)).map(number::multiply);
    }

    private static BigDecimal binary(int power) {
        return BigDecimal.valueOf(1024).pow(power);
    }
}
