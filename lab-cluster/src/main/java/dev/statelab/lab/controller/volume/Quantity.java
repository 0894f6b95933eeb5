package dev.statelab.lab.controller.volume;

import java.math.BigDecimal;
import java.util.Map;

/** Reads quantities such as {@code 100Mi}, {@code 1G} and {@code 1e6}. The API server has checked them. */
final class Quantity {

    private static final Map<String, BigDecimal> UNITS = Map.ofEntries(unit("m", new BigDecimal("0.001")),
            unit("k", BigDecimal.TEN.pow(3)), unit("M", BigDecimal.TEN.pow(6)), unit("G", BigDecimal.TEN.pow(9)),
            unit("T", BigDecimal.TEN.pow(12)), unit("P", BigDecimal.TEN.pow(15)), unit("E", BigDecimal.TEN.pow(18)),
            unit("Ki", BigDecimal.TWO.pow(10)), unit("Mi", BigDecimal.TWO.pow(20)),
            unit("Gi", BigDecimal.TWO.pow(30)), unit("Ti", BigDecimal.TWO.pow(40)),
            unit("Pi", BigDecimal.TWO.pow(50)), unit("Ei", BigDecimal.TWO.pow(60)));

    private Quantity() {}

    private static Map.Entry<String, BigDecimal> unit(String suffix, BigDecimal factor) {
        return Map.entry(suffix, factor);
    }

    static BigDecimal of(String text) {
        for (int length = 2; length > 0; length--) {
            var suffix = text.substring(Math.max(0, text.length() - length));
            var factor = UNITS.get(suffix);
            if (factor != null && suffix.length() < text.length()) {
                return new BigDecimal(text.substring(0, text.length() - length)).multiply(factor);
            }
        }
        return new BigDecimal(text);
    }
}
