package dev.statelab.lab.api.http.table;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Spans as {@code kubectl} shows them: two figures at most, {@code 5m47s}, {@code 3h}, {@code 2d4h}. */
final class HumanDuration {

    private HumanDuration() {}

    /** How long ago a time was, as Kubernetes writes times. */
    static String since(String time, Instant now) {
        try {
            return of(Duration.between(Instant.parse(time), now));
        } catch (DateTimeException _) {
            return "<unknown>";
        }
    }

    static String of(Duration span) {
        long seconds = span.toSeconds();
        long minutes = seconds / 60;
        long hours = minutes / 60;
        long days = hours / 24;
        if (seconds < -1) {
            return "<invalid>";
        }
        if (seconds < 120) {
            return Math.max(0, seconds) + "s";
        }
        if (minutes < 10) {
            return minutes + "m" + rest(seconds % 60, "s");
        }
        if (minutes < 180) {
            return minutes + "m";
        }
        if (hours < 8) {
            return hours + "h" + rest(minutes % 60, "m");
        }
        if (hours < 48) {
            return hours + "h";
        }
        if (days < 8) {
            return days + "d" + rest(hours % 24, "h");
        }
        if (days < 2 * 365) {
            return days + "d";
        }
        return days / 365 + "y" + (days < 8 * 365 ? rest(days % 365, "d") : "");
    }

    private static String rest(long amount, String unit) {
        return amount == 0 ? "" : amount + unit;
    }
}
