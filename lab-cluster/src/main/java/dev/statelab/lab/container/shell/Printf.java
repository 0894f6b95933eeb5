package dev.statelab.lab.container.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code printf}: repeats its format until the arguments are used up. */
final class Printf {

    private static final Pattern DIRECTIVE = Pattern.compile(
            "%([-+ #0]*)(\\*|\\d*)(?:\\.(\\*|\\d*))?([diouxXcsbfeEgG%])|\\\\(?:x[0-9a-fA-F]{1,2}|[0-7]{1,3}|.)",
            Pattern.DOTALL);
    private static final int WIDEST = 10_000;

    private final Interpreter shell;
    private final Deque<String> arguments;
    private int status;

    private Printf(Interpreter shell, Deque<String> arguments) {
        this.shell = shell;
        this.arguments = arguments;
    }

    static int run(Interpreter shell, List<String> arguments) {
        if (arguments.isEmpty()) {
            shell.complain("printf: usage: printf FORMAT [ARG]...");
            return 2;
        }
        Printf printf = new Printf(shell, new ArrayDeque<>(arguments.subList(1, arguments.size())));
        StringBuilder output = new StringBuilder();
        int left;
        do {
            left = printf.arguments.size();
            output.append(printf.once(arguments.getFirst()));
        } while (!printf.arguments.isEmpty() && printf.arguments.size() < left);
        shell.streams().printer().print(output);
        return printf.status;
    }

    private String once(String format) {
        StringBuilder output = new StringBuilder();
        Matcher matcher = DIRECTIVE.matcher(format);
        while (matcher.find()) {
            matcher.appendReplacement(output, "");
            output.append(matcher.group(4) == null ? Escapes.expand(matcher.group()) : directive(matcher));
        }
        return matcher.appendTail(output).toString();
    }

    private String directive(Matcher matcher) {
        char conversion = matcher.group(4).charAt(0);
        if (conversion == '%') {
            return "%";
        }
        String flags = matcher.group(1);
        String width = size(matcher.group(2));
        String precision = matcher.group(3) == null ? "" : "." + size(matcher.group(3));
        if (width.startsWith("-")) {
            flags += "-";
            width = width.substring(1);
        }
        String argument = arguments.isEmpty() ? "" : arguments.pop();
        return switch (conversion) {
            case 'd', 'i' -> padded(integer(Long.toString(number(argument)), flags, precision), flags, width,
                    precision.isEmpty());
            case 'u' -> padded(Long.toUnsignedString(number(argument)), flags, width, true);
            case 'o' -> padded(Long.toOctalString(number(argument)), flags, width, true);
            case 'x' -> padded(hex(argument, flags), flags, width, true);
            case 'X' -> padded(hex(argument, flags).toUpperCase(Locale.ROOT), flags, width, true);
            case 'c' -> padded(argument.isEmpty() ? "" : argument.substring(0, 1), flags, width, false);
            case 's' -> padded(cut(argument, precision), flags, width, false);
            case 'b' -> padded(cut(Escapes.expand(argument), precision), flags, width, false);
            default -> padded(String.format(Locale.ROOT, "%" + precision + conversion, decimal(argument)), flags, width,
                    true);
        };
    }

    private String size(String text) {
        String size = text.equals("*") ? Long.toString(number(arguments.isEmpty() ? "0" : arguments.pop())) : text;
        return size.length() > 5 || (size.matches("-?\\d+") && Math.abs(Integer.parseInt(size)) > WIDEST) ? "" : size;
    }

    private static String cut(String text, String precision) {
        if (precision.isEmpty()) {
            return text;
        }
        int length = precision.length() == 1 ? 0 : Integer.parseInt(precision.substring(1));
        return text.substring(0, Math.min(length, text.length()));
    }

    private static String integer(String digits, String flags, String precision) {
        String sign = digits.startsWith("-") ? "-" : flags.contains("+") ? "+" : flags.contains(" ") ? " " : "";
        String plain = digits.replace("-", "");
        int least = precision.length() > 1 ? Integer.parseInt(precision.substring(1)) : 0;
        return sign + "0".repeat(Math.max(0, least - plain.length())) + plain;
    }

    private String hex(String argument, String flags) {
        return (flags.contains("#") ? "0x" : "") + Long.toHexString(number(argument));
    }

    private static String padded(String text, String flags, String width, boolean number) {
        int missing = (width.isEmpty() ? 0 : Integer.parseInt(width)) - text.length();
        if (missing <= 0) {
            return text;
        }
        if (flags.contains("-")) {
            return text + " ".repeat(missing);
        }
        if (number && flags.contains("0")) {
            int sign = text.matches("[-+ ].*") ? 1 : 0;
            return text.substring(0, sign) + "0".repeat(missing) + text.substring(sign);
        }
        return " ".repeat(missing) + text;
    }

    private long number(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        if (text.length() > 1 && (text.startsWith("'") || text.startsWith("\""))) {
            return text.charAt(1);
        }
        try {
            return Long.decode(text.strip());
        } catch (NumberFormatException _) {
            invalid(text);
            return 0;
        }
    }

    private double decimal(String text) {
        try {
            return text.isEmpty() ? 0 : Double.parseDouble(text);
        } catch (NumberFormatException _) {
            invalid(text);
            return 0;
        }
    }

    private void invalid(String text) {
        shell.complain("invalid number '" + text + "'");
        status = 1;
    }
}
