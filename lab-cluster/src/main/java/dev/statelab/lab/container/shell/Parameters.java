package dev.statelab.lab.container.shell;

import dev.statelab.lab.container.process.Child;
import dev.statelab.lab.container.shell.Word.Part;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Expands {@code $name}, {@code ${name:-…}} and their family. */
final class Parameters {

    private final ShellState state;
    private final Expander expander;

    Parameters(ShellState state, Expander expander) {
        this.state = state;
        this.expander = expander;
    }

    void add(Part.Parameter parameter, boolean split, Fields fields) throws ShellError {
        String operator = parameter.operator();
        Optional<String> value = value(parameter.name());
        boolean present = value.isPresent() && !(operator.startsWith(":") && value.get().isEmpty());
        switch (operator) {
            case "", "#name" -> addPlain(parameter, value, split, fields);
            case ":-", "-" -> {
                if (present) {
                    addPlain(parameter, value, split, fields);
                } else {
                    expander.addInner(parameter.argument(), split, fields);
                }
            }
            case ":+", "+" -> {
                if (present) {
                    expander.addInner(parameter.argument(), split, fields);
                }
            }
            case ":=", "=" -> {
                if (!present) {
                    state.set(parameter.name(), expander.text(parameter.argument()));
                }
                addPlain(parameter, value(parameter.name()), split, fields);
            }
            case ":?", "?" -> {
                if (!present) {
                    String message = expander.text(parameter.argument());
                    throw new ShellError(parameter.name() + ": "
                            + (message.isEmpty() ? "parameter not set" : message));
                }
                addPlain(parameter, value, split, fields);
            }
            default -> expander.addValue(edited(parameter, required(parameter, value)), parameter.quoted(), split,
                    fields);
        }
    }

    private void addPlain(Part.Parameter parameter, Optional<String> value, boolean split, Fields fields)
            throws ShellError {
        boolean all = parameter.name().equals("@") || parameter.name().equals("*");
        if (parameter.operator().equals("#name")) {
            int length = all ? state.arguments().size() : required(parameter, value).length();
            expander.addValue(Integer.toString(length), parameter.quoted(), split, fields);
        } else if (all && split && (parameter.name().equals("@") || !parameter.quoted())) {
            addEach(state.arguments(), parameter.quoted(), fields);
        } else {
            expander.addValue(required(parameter, value), parameter.quoted(), split, fields);
        }
    }

    private void addEach(List<String> values, boolean quoted, Fields fields) {
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                fields.endIfStarted();
            }
            expander.addValue(values.get(i), quoted, true, fields);
        }
    }

    private String required(Part.Parameter parameter, Optional<String> value) throws ShellError {
        if (value.isEmpty() && state.has(ShellState.Option.NOUNSET)) {
            throw new ShellError(parameter.name() + ": parameter not set");
        }
        return value.orElse("");
    }

    /** The values of the special parameters too. */
    private Optional<String> value(String name) {
        return switch (name) {
            case "@", "*" -> Optional.of(joined(state.arguments()));
            case "#" -> Optional.of(Integer.toString(state.arguments().size()));
            case "?" -> Optional.of(Integer.toString(state.status()));
            case "$" -> Optional.of(Integer.toString(state.pid()));
            case "!" -> state.jobs().isEmpty()
                    ? Optional.empty()
                    : Optional.of(state.jobs().getLast()).map(Child::pid).map(Object::toString);
            case "-" -> Optional.of(state.options().stream().map(ShellState.Option::letter).sorted()
                    .collect(Collectors.joining()));
            case "0" -> Optional.of(state.name());
            default -> name.matches("\\d+") ? argument(name) : state.variable(name);
        };
    }

    private Optional<String> argument(String number) {
        int index = number.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(number);
        return index <= state.arguments().size() ? Optional.of(state.arguments().get(index - 1)) : Optional.empty();
    }

    private String joined(List<String> values) {
        String separators = expander.separators();
        return String.join(separators.isEmpty() ? "" : separators.substring(0, 1), values);
    }

    private String edited(Part.Parameter parameter, String value) throws ShellError {
        if (parameter.operator().equals(":")) {
            return part(parameter, value);
        }
        Pattern pattern = Pattern.of(expander.pattern(parameter.argument()));
        return switch (parameter.operator()) {
            case "#" -> withoutStart(value, pattern, false);
            case "##" -> withoutStart(value, pattern, true);
            case "%" -> withoutEnd(value, pattern, false);
            case "%%" -> withoutEnd(value, pattern, true);
            case "/" -> replaced(value, pattern, expander.text(parameter.second()), false);
            case "//" -> replaced(value, pattern, expander.text(parameter.second()), true);
            default -> throw new ShellError("bad substitution");
        };
    }

    private String part(Part.Parameter parameter, String value) throws ShellError {
        long start = Arithmetic.evaluate(expander.text(parameter.argument()), state);
        long from = start < 0 ? Math.max(0, value.length() + start) : Math.min(start, value.length());
        long length = parameter.second().parts().isEmpty()
                ? value.length()
                : Arithmetic.evaluate(expander.text(parameter.second()), state);
        long to = length < 0 ? value.length() + length : Math.min(value.length(), from + length);
        return to <= from ? "" : value.substring((int) from, (int) to);
    }

    private static String withoutStart(String value, Pattern pattern, boolean longest) {
        for (int i = 0; i <= value.length(); i++) {
            int length = longest ? value.length() - i : i;
            if (pattern.matches(value.substring(0, length))) {
                return value.substring(length);
            }
        }
        return value;
    }

    private static String withoutEnd(String value, Pattern pattern, boolean longest) {
        for (int i = 0; i <= value.length(); i++) {
            int start = longest ? i : value.length() - i;
            if (pattern.matches(value.substring(start))) {
                return value.substring(0, start);
            }
        }
        return value;
    }

    private static String replaced(String value, Pattern pattern, String replacement, boolean all) {
        StringBuilder result = new StringBuilder();
        int at = 0;
        boolean more = true;
        while (at < value.length()) {
            int end = value.length();
            while (more && end > at && !pattern.matches(value.substring(at, end))) {
                end--;
            }
            if (more && end > at) {
                result.append(replacement);
                at = end;
                more = all;
            } else {
                result.append(value.charAt(at));
                at++;
            }
        }
        return result.toString();
    }
}
