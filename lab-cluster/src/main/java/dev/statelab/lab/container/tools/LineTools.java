package dev.statelab.lab.container.tools;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Commands that put lines into another order, or turn or join them. */
final class LineTools {

    private static final Pattern NUMBER = Pattern.compile("^\\s*(-?\\d+(?:\\.\\d+)?)");

    private LineTools() {}

    static List<String> lines(Call call, List<String> files) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String file : files.isEmpty() ? List.of("-") : files) {
            try (BufferedReader reader = call.reader(call.open(file))) {
                reader.lines().forEach(lines::add);
            }
        }
        return lines;
    }

    static int sort(Call call) throws UsageException, IOException {
        Options options = Options.parse(call, "nrufbk:t:o:");
        List<String> lines = lines(call, options.operands());
        int key = options.value("k").map(k -> Integer.parseInt(k.replaceFirst("\\D.*", ""))).orElse(0);
        Comparator<String> order = order(options, key);
        if (options.has("r")) {
            order = order.reversed();
        }
        lines.sort(options.has("u")
                ? order
                : order.thenComparing(
                        options.has("r") ? Comparator.reverseOrder() : Comparator.naturalOrder()));
        if (options.has("u")) {
            TreeSet<String> unique = new TreeSet<>(order);
            unique.addAll(lines);
            lines = List.copyOf(unique);
        }
        lines.forEach(call.out()::println);
        return 0;
    }

    private static Comparator<String> order(Options options, int key) {
        String separator = options.value("t").map(Pattern::quote).orElse("(?<=\\S)\\s+");
        Comparator<String> order = options.has("n") || options.value("k").orElse("").endsWith("n")
                ? Comparator.comparing(LineTools::number)
                : options.has("f") ? String.CASE_INSENSITIVE_ORDER : Comparator.naturalOrder();
        return key == 0 ? order : Comparator.comparing((String line) -> {
            String[] fields = line.split(separator, -1);
            return key <= fields.length ? fields[key - 1] : "";
        }, order);
    }

    private static BigDecimal number(String text) {
        Matcher number = NUMBER.matcher(text);
        return number.find() ? new BigDecimal(number.group(1)) : BigDecimal.ZERO;
    }

    static int uniq(Call call) throws UsageException, IOException {
        Options options = Options.parse(call, "cdu");
        String previous = "";
        int count = 0;
        List<String> lines = lines(call, options.operands());
        for (String line : lines) {
            if (count > 0 && !line.equals(previous)) {
                printRun(call, options, previous, count);
                count = 0;
            }
            previous = line;
            count++;
        }
        if (count > 0) {
            printRun(call, options, previous, count);
        }
        return 0;
    }

    private static void printRun(Call call, Options options, String line, int count) {
        if ((options.has("d") && count == 1) || (options.has("u") && count > 1)) {
            return;
        }
        call.out().println(options.has("c") ? "%7d %s".formatted(count, line) : line);
    }

    static int rev(Call call) throws IOException {
        lines(call, call.arguments()).forEach(line -> call.out().println(new StringBuilder(line).reverse()));
        return 0;
    }

    static int tac(Call call) throws IOException {
        List<String> lines = lines(call, call.arguments());
        Collections.reverse(lines);
        lines.forEach(call.out()::println);
        return 0;
    }
}
