package dev.statelab.lab.container.tools;

import java.util.Locale;

/** Sizes for people. */
final class Sizes {

    private static final String UNITS = "KMGT";

    private Sizes() {}

    /** As busybox' {@code -h} shows them: {@code 1.5K}. */
    static String readable(long bytes) {
        if (bytes < 1024) {
            return Long.toString(bytes);
        }
        double size = bytes;
        int unit = -1;
        while (size >= 1024 && unit < UNITS.length() - 1) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f%c", size, UNITS.charAt(unit));
    }
}
