package dev.statelab.lab.api.schema;

import dev.statelab.lab.api.object.Quantity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Amounts in the one form in which Kubernetes writes them: {@code 0.5} is {@code 500m}, {@code 1024Mi} is {@code 1Gi}
 * (<a href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">Quantity</a>).
 */
final class CanonicalQuantity {

    static final String MALFORMED = "quantities must match the regular expression "
            + "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

    private static final Pattern EXPONENT = Pattern.compile("[eE][-+]?\\d");
    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final List<String> DECIMAL = List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
    private static final Map<String, Integer> EXPONENTS = Map.of("n", -9, "u", -6, "m", -3, "", 0, "k", 3, "M", 6, "G",
            9, "T", 12, "P", 15, "E", 18);
    private static final BigInteger KIBI = BigInteger.valueOf(1024);

    private CanonicalQuantity() {}

    /** Empty where the text is no quantity. */
    static Optional<String> of(String text) {
        return Quantity.parse(text).map(quantity -> inNotationOf(text, quantity.value()));
    }

    private static String inNotationOf(String text, BigDecimal amount) {
        if (text.endsWith("i")) {
            return amount.stripTrailingZeros().scale() <= 0 ? binary(amount.toBigIntegerExact()) : decimal(amount);
        }
        return EXPONENT.matcher(text).find() ? decimalExponent(amount) : decimal(amount);
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
