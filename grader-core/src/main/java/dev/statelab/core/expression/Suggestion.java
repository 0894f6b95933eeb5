package dev.statelab.core.expression;

import java.util.Collection;
import java.util.Comparator;

/** Guesses what somebody meant to write. */
public final class Suggestion {

    private Suggestion() {}

    /** {@code " (did you mean 'x'?)"} for the candidate nearest to what was written; empty when none is near. */
    public static String among(Collection<String> candidates, String written) {
        return candidates.stream()
                .filter(candidate -> distance(candidate, written) <= Math.max(1, Math.min(3, written.length() / 2)))
                .min(Comparator.<String>comparingInt(candidate -> distance(candidate, written))
                        .thenComparing(Comparator.naturalOrder()))
                .map(nearest -> " (did you mean '" + nearest + "'?)")
                .orElse("");
    }

    /** How many letters must be put in, taken out or changed; case does not count. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                current[j] = Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + (same ? 0 : 1));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
