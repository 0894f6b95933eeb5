package dev.statelab.lab.container.tools;

import java.util.regex.Pattern;

/**
 * One command of a sed script.
 *
 * @param negated whether it is for the lines that are not selected
 * @param replacement the text of {@code a}, {@code i} and {@code c} too
 * @param flags of {@code s}
 */
record SedCommand(
        Address from,
        Address to,
        boolean negated,
        char name,
        Pattern pattern,
        String replacement,
        String flags) {

    /** Which line is meant. */
    sealed interface Address {

        record None() implements Address {}

        record Line(int number) implements Address {}

        record LastLine() implements Address {}

        record Matching(Pattern pattern) implements Address {}

        default boolean isNone() {
            return this instanceof None;
        }

        default boolean selects(String line, int number, int last) {
            return switch (this) {
                case None _ -> true;
                case Line(int wanted) -> number == wanted;
                case LastLine _ -> number == last;
                case Matching(Pattern pattern) -> pattern.matcher(line).find();
            };
        }

        /** Whether a range that begins here ends here too. */
        default boolean endsAt(int number, int last) {
            return switch (this) {
                case Line(int wanted) -> wanted <= number;
                case LastLine _ -> number == last;
                case None _,Matching _ -> false;
            };
        }
    }
}
