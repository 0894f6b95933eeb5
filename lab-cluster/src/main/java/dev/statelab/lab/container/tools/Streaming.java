package dev.statelab.lab.container.tools;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Commands that change what goes through them, and those that make a stream. */
final class Streaming {

    private static final Map<String, String> CLASSES = Map.of("[:digit:]", "0-9", "[:lower:]", "a-z", "[:upper:]",
            "A-Z", "[:alpha:]", "A-Za-z", "[:alnum:]", "A-Za-z0-9", "[:space:]", " \t\n\r\f", "[:blank:]", " \t",
            "[:punct:]", "!-/:-@[-`{-~");

    private Streaming() {}

    static int cut(Call call) throws UsageException, IOException {
        Options options = Options.parse(call, "d:f:c:b:s");
        String list = options.value("f").or(() -> options.value("c")).or(() -> options.value("b"))
                .orElseThrow(() -> new UsageException("expected a list of bytes, characters, or fields"));
        boolean fields = options.has("f");
        String delimiter = options.value("d").orElse("\t");
        for (String line : LineTools.lines(call, options.operands())) {
            if (fields && !line.contains(delimiter)) {
                if (!options.has("s")) {
                    call.out().println(line);
                }
                continue;
            }
            List<String> parts = fields
                    ? List.of(line.split(Pattern.quote(delimiter), -1))
                    : line.codePoints().mapToObj(Character::toString).toList();
            call.out().println(String.join(fields ? delimiter : "", chosen(parts, list)));
        }
        return 0;
    }

    private static List<String> chosen(List<String> parts, String list) throws UsageException {
        boolean[] chosen = new boolean[parts.size()];
        for (String range : list.split(",", -1)) {
            if (!range.matches("\\d{1,6}(-\\d{0,6})?|-\\d{1,6}")) {
                throw new UsageException("invalid number '" + range + "'");
            }
            String[] ends = range.split("-", -1);
            int from = ends[0].isEmpty() ? 1 : Integer.parseInt(ends[0]);
            int to = ends.length == 1 ? from : ends[1].isEmpty() ? parts.size() : Integer.parseInt(ends[1]);
            for (int i = Math.max(1, from); i <= Math.min(to, parts.size()); i++) {
                chosen[i - 1] = true;
            }
        }
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < chosen.length; i++) {
            if (chosen[i]) {
                kept.add(parts.get(i));
            }
        }
        return kept;
    }

    static int tr(Call call) throws UsageException, IOException {
        Options options = Options.parse(call, "+dscC");
        if (options.operands().isEmpty()) {
            throw new UsageException("missing operand");
        }
        String from = set(options.operands().getFirst());
        String to = options.operands().size() > 1 ? set(options.operands().get(1)) : "";
        boolean complement = options.has("c") || options.has("C");
        boolean deletes = options.has("d");
        String squeezed = !options.has("s") ? "" : to.isEmpty() ? from : to;
        String text = new String(call.in().readAllBytes(), StandardCharsets.UTF_8);
        StringBuilder output = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int at = from.indexOf(c);
            boolean chosen = complement ? at < 0 : at >= 0;
            if (chosen && deletes) {
                continue;
            }
            char result = !chosen || to.isEmpty()
                    ? c
                    : to.charAt(complement ? to.length() - 1 : Math.min(at, to.length() - 1));
            boolean again = !output.isEmpty() && output.charAt(output.length() - 1) == result;
            if (!(again && squeezed.indexOf(result) >= 0)) {
                output.append(result);
            }
        }
        call.out().print(output);
        return 0;
    }

    private static String set(String text) {
        String expanded = text.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r").replace("\\0", "\0");
        for (Map.Entry<String, String> named : CLASSES.entrySet()) {
            expanded = expanded.replace(named.getKey(), named.getValue());
        }
        StringBuilder set = new StringBuilder();
        for (int i = 0; i < expanded.length(); i++) {
            boolean range = i + 2 < expanded.length() && expanded.charAt(i + 1) == '-';
            char last = range ? expanded.charAt(i + 2) : expanded.charAt(i);
            for (char c = expanded.charAt(i); c <= last; c++) {
                set.append(c);
            }
            i += range ? 2 : 0;
        }
        return set.toString().replace("\\\\", "\\");
    }

    static int seq(Call call) throws UsageException {
        List<String> numbers = new ArrayList<>(call.arguments());
        String separator = "\n";
        if (numbers.size() > 1 && numbers.getFirst().equals("-s")) {
            separator = numbers.get(1);
            numbers = numbers.subList(2, numbers.size());
        }
        if (numbers.isEmpty() || numbers.size() > 3) {
            throw new UsageException("expected one to three numbers");
        }
        long first = numbers.size() > 1 ? number(numbers.getFirst()) : 1;
        long step = numbers.size() > 2 ? number(numbers.get(1)) : 1;
        long last = number(numbers.getLast());
        String between = "";
        for (long n = first; step > 0 ? n <= last : step < 0 && n >= last; n += step) {
            call.surroundings().checkAlive();
            call.out().print(between + n);
            between = separator;
        }
        if (!between.isEmpty()) {
            call.out().println();
        }
        return 0;
    }

    private static long number(String text) throws UsageException {
        if (!text.matches("[-+]?\\d{1,15}")) {
            throw new UsageException("invalid number '" + text + "'");
        }
        return Long.parseLong(text);
    }

    static int yes(Call call) {
        String line = call.arguments().isEmpty() ? "y" : String.join(" ", call.arguments());
        while (!call.out().checkError()) {
            call.out().println(line);
        }
        return 1;
    }

    static int nl(Call call) throws IOException {
        int number = 0;
        for (String file : call.arguments().isEmpty() ? List.of("-") : call.arguments()) {
            try (BufferedReader reader = call.reader(call.open(file))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    number += line.isEmpty() ? 0 : 1;
                    call.out().println(line.isEmpty() ? "" : "%6d\t%s".formatted(number, line));
                }
            }
        }
        return 0;
    }
}
