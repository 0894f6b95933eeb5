package dev.statelab.lab.api.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amounts in the one form in which Kubernetes writes them: {@code 0.5} is {@code 500m}, {@code 1024Mi} is {@code 1Gi}
 * (<a href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">Quantity</a>).
 */
public final class Quantities {

    static final String MALFORMED = "quantities must match the regular expression "
            + "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

    private static final Pattern FORM = Pattern.compile(
            "([+-]?(?:\\d+\\.?\\d*|\\.\\d+))(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][-+]?\\d{1,3}|)");

    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final List<String> DECIMAL = List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
    private static final Map<String, Integer> EXPONENTS = Map.of("n", -9, "u", -6, "m", -3, "", 0, "k", 3, "M", 6, "G",
            9, "T", 12, "P", 15, "E", 18);
    private static final BigInteger KIBI = BigInteger.valueOf(1024);

    private Quantities() {}

    /** Empty where the text is no quantity. */
    static Optional<String> canonical(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        BigDecimal amount = value(text);
        String suffix = form.group(2);
        if (suffix.length() == 2 && suffix.endsWith("i")) {
            return Optional.of(amount.stripTrailingZeros().scale() <= 0
                    ? binary(amount.toBigIntegerExact())
                    : decimal(amount));
        }
        return Optional.of(suffix.length() > 1 ? decimalExponent(amount) : decimal(amount));
    }

    /** The number that a quantity stands for; zero where the text is no quantity. */
    public static BigDecimal value(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return BigDecimal.ZERO;
        }
        BigDecimal number = new BigDecimal(form.group(1));
        String suffix = form.group(2);
        if (suffix.length() == 2 && suffix.endsWith("i")) {
            return number.multiply(new BigDecimal(KIBI.pow(BINARY.indexOf(suffix))));
        }
        return number.scaleByPowerOfTen(suffix.length() > 1
                ? Integer.parseInt(suffix.substring(1))
                : EXPONENTS.getOrDefault(suffix, 0));
    }

    private static String binary(BigInteger amount) {
        if (amount.signum() == 0) {
            return "0";
        }
        BigInteger left = amount;
        int suffix = 0;
        while (suffix + 1 < BINARY.size() && left.mod(KIBI).signum() == 0) {
            left = left.divide(KIBI);
            suffix++;
        }
        return left + BINARY.get(suffix);
    }

    /** Rounded up to a billionth, as Kubernetes keeps nothing smaller. */
    private static BigInteger billionths(BigDecimal amount) {
        return amount.scaleByPowerOfTen(9).setScale(0, RoundingMode.UP).toBigIntegerExact();
    }

    private static String decimal(BigDecimal amount) {
        BigInteger left = billionths(amount);
        if (left.signum() == 0) {
            return "0";
        }
        int suffix = 0;
        BigInteger thousand = BigInteger.valueOf(1000);
        while (suffix + 1 < DECIMAL.size() && left.mod(thousand).signum() == 0) {
            left = left.divide(thousand);
            suffix++;
        }
        return left + DECIMAL.get(suffix);
    }

    private static String decimalExponent(BigDecimal amount) {
        String plain = decimal(amount);
        String suffix = plain.substring(plain.length() - 1);
        boolean bare = Character.isDigit(suffix.charAt(0));
        return bare ? plain : plain.substring(0, plain.length() - 1) + "e" + EXPONENTS.get(suffix);
    }
}
