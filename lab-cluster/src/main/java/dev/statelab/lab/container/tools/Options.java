package dev.statelab.lab.container.tools;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command line taken apart as getopt does it, options and operands in any order.
 *
 * @param flags the options without a value
 * @param values the options with one, in order
 * @param operands the rest
 */
record Options(Set<String> flags, Map<String, List<String>> values, List<String> operands) {

    /**
     * @param letters the option letters; one with a value is followed by a colon; after a leading {@code +} the first
     *        operand ends the options
     */
    static Options parse(Call call, String letters) throws UsageException {
        return parse(call, letters, Map.of());
    }

    /** @param longNames what a long option stands for: a letter of {@code letters} */
    static Options parse(Call call, String letters, Map<String, String> longNames) throws UsageException {
        return parse(call.arguments(), letters, longNames);
    }

    static Options parse(List<String> arguments, String letters, Map<String, String> longNames)
            throws UsageException {
        Parsing parsing = new Parsing(letters, longNames);
        for (int i = 0; i < arguments.size();) {
            i = parsing.take(arguments, i);
        }
        return new Options(parsing.flags, parsing.values, parsing.operands);
    }

    boolean has(String letter) {
        return flags.contains(letter) || values.containsKey(letter);
    }

    /** The last value given. */
    Optional<String> value(String letter) {
        return Optional.ofNullable(values.get(letter)).map(List::getLast);
    }

    List<String> all(String letter) {
        return values.getOrDefault(letter, List.of());
    }

    private static final class Parsing {

        private final String letters;
        private final Map<String, String> longNames;
        private final boolean stopsAtOperand;
        private final Set<String> flags = new HashSet<>();
        private final Map<String, List<String>> values = new HashMap<>();
        private final List<String> operands = new ArrayList<>();

        Parsing(String letters, Map<String, String> longNames) {
            this.letters = letters;
            this.longNames = longNames;
            this.stopsAtOperand = letters.startsWith("+");
        }

        /** Takes the argument at {@code i}, with its value; where to go on. */
        int take(List<String> arguments, int i) throws UsageException {
            String argument = arguments.get(i);
            if (argument.equals("--")) {
                operands.addAll(arguments.subList(i + 1, arguments.size()));
                return arguments.size();
            }
            if (argument.startsWith("--")) {
                return takeLong(arguments, i);
            }
            if (argument.startsWith("-") && argument.length() > 1) {
                return takeLetters(arguments, i);
            }
            if (stopsAtOperand) {
                operands.addAll(arguments.subList(i, arguments.size()));
                return arguments.size();
            }
            operands.add(argument);
            return i + 1;
        }

        private int takeLong(List<String> arguments, int i) throws UsageException {
            String argument = arguments.get(i);
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument.substring(2) : argument.substring(2, equals);
            String letter = longNames.get(name);
            if (letter == null) {
                throw new UsageException("unrecognized option '--" + name + "'");
            }
            if (!takesValue(letter)) {
                flags.add(letter);
                return i + 1;
            }
            return equals < 0
                    ? takeValue(letter, arguments, i + 1)
                    : value(letter, argument.substring(equals + 1), i + 1);
        }

        private int takeLetters(List<String> arguments, int i) throws UsageException {
            String argument = arguments.get(i);
            for (int at = 1; at < argument.length(); at++) {
                String letter = argument.substring(at, at + 1);
                if (letters.indexOf(letter.charAt(0)) < 0 || letter.equals(":") || letter.equals("+")) {
                    throw new UsageException("unrecognized option: " + letter);
                }
                if (takesValue(letter)) {
                    return at + 1 < argument.length()
                            ? value(letter, argument.substring(at + 1), i + 1)
                            : takeValue(letter, arguments, i + 1);
                }
                flags.add(letter);
            }
            return i + 1;
        }

        private boolean takesValue(String letter) {
            return letters.startsWith(":", letters.indexOf(letter) + 1);
        }

        private int takeValue(String letter, List<String> arguments, int i) throws UsageException {
            if (i == arguments.size()) {
                throw new UsageException("option requires an argument: " + letter);
            }
            return value(letter, arguments.get(i), i + 1);
        }

        private int value(String letter, String value, int next) {
            values.computeIfAbsent(letter, _ -> new ArrayList<>()).add(value);
            return next;
        }
    }
}
