package dev.statelab.lab.api.object;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An amount of a resource as manifests write it: {@code 250m}, {@code 64}, {@code 30Mi}, {@code 1e3}.
 *
 * @param value exact, in the resource's own unit: cores, bytes, pieces
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">Quantity</a>
 */
public record Quantity(BigDecimal value) {

    public static final Quantity ZERO = new Quantity(BigDecimal.ZERO);

    /** Exponents are kept short: the digits of one with more would fill the memory. */
    private static final Pattern FORM = Pattern.compile(
            "([+-]?(?:\\d+\\.?\\d*|\\.\\d+))([KMGTPE]i|[numkMGTPE]|[eE][-+]?\\d{1,3}|)");
    private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
    private static final Map<String, BigDecimal> SUFFIXES = Map.ofEntries(Map.entry("", BigDecimal.ONE),
            Map.entry("n", power(-9)), Map.entry("u", power(-6)), Map.entry("m", power(-3)), Map.entry("k", power(3)),
            Map.entry("M", power(6)), Map.entry("G", power(9)), Map.entry("T", power(12)), Map.entry("P", power(15)),
            Map.entry("E", power(18)), Map.entry("Ki", KIBI), Map.entry("Mi", KIBI.pow(2)),
            Map.entry("Gi", KIBI.pow(3)), Map.entry("Ti", KIBI.pow(4)), Map.entry("Pi", KIBI.pow(5)),
            Map.entry("Ei", KIBI.pow(6)));

    /** @return empty where the text is not a quantity */
    public static Optional<Quantity> parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        var suffix = form.group(2);
        var factor = SUFFIXES.get(suffix);
        return Optional.of(new Quantity(factor == null
                ? new BigDecimal(form.group(1) + suffix)
                : new BigDecimal(form.group(1)).multiply(factor)));
    }

    /** @return zero where the text is not a quantity, as where an optional field is absent */
    public static Quantity orZero(String text) {
        return parse(text).orElse(ZERO);
    }

    private static BigDecimal power(int exponent) {
        return BigDecimal.ONE.scaleByPowerOfTen(exponent);
    }

    public Quantity plus(Quantity other) {
        return new Quantity(value.add(other.value));
    }

    public Quantity negated() {
        return new Quantity(value.negate());
    }

    public Quantity max(Quantity other) {
        return new Quantity(value.max(other.value));
    }

    public boolean exceeds(Quantity other) {
        return value.compareTo(other.value) > 0;
    }

    /** How many whole units it is, rounded up, as the downward API shows it. */
    public long inUnitsOf(Quantity unit) {
        return value.divide(unit.value, 0, RoundingMode.CEILING).longValue();
    }

    /** In whole units, rounded up. */
    public long whole() {
        return value.setScale(0, RoundingMode.CEILING).longValue();
    }
}
