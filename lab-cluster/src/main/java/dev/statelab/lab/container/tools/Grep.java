package dev.statelab.lab.container.tools;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** {@code grep}. */
final class Grep {

    private final Call call;
    private final Options options;
    private final List<Pattern> patterns = new ArrayList<>();
    private boolean found;
    private boolean failed;

    private Grep(Call call, Options options) {
        this.call = call;
        this.options = options;
    }

    static int run(Call call) throws UsageException {
        Options options = Options.parse(call, "EFGqivcnlLohHrRswxe:m:A:B:C:");
        List<String> expressions = new ArrayList<>(options.all("e"));
        List<String> files = new ArrayList<>(options.operands());
        if (expressions.isEmpty()) {
            if (files.isEmpty()) {
                throw new UsageException("missing pattern", 2);
            }
            expressions.add(files.removeFirst());
        }
        Grep grep = new Grep(call, options);
        boolean extended = options.has("E") || call.name().equals("egrep");
        for (String text : expressions) {
            for (String line : text.split("\n", -1)) {
                String expression = options.has("F") || call.name().equals("fgrep") ? Pattern.quote(line) : line;
                Pattern plain = Expressions.compile(expression, extended || expression.startsWith("\\Q"),
                        options.has("i"));
                String whole = options.has("x") ? "^(?:%s)$" : options.has("w") ? "\\b(?:%s)\\b" : "%s";
                grep.patterns.add(Pattern.compile(whole.formatted(plain.pattern()), plain.flags()));
            }
        }
        return grep.search(files);
    }

    private int search(List<String> files) {
        boolean recursive = options.has("r") || options.has("R");
        boolean named = (files.size() > 1 || recursive || options.has("H")) && !options.has("h");
        for (String file : files.isEmpty() ? List.of(recursive ? "." : "-") : files) {
            search(file, named, recursive);
        }
        return failed ? 2 : found ? 0 : 1;
    }

    private void search(String file, boolean named, boolean recursive) {
        try {
            if (recursive && Files.isDirectory(call.path(file))) {
                for (Path entry : Listing.entries(call.path(file))) {
                    search(file + "/" + entry.getFileName(), named, true);
                }
                return;
            }
            try (BufferedReader reader = call.reader(call.open(file))) {
                search(file, reader, named);
            }
        } catch (IOException e) {
            failed = true;
            if (!options.has("s")) {
                call.failed(file, e);
            }
        }
    }

    private void search(String file, BufferedReader reader, boolean named) throws IOException {
        String prefix = named ? file + ":" : "";
        long most = options.value("m").map(Long::parseLong).orElse(Long.MAX_VALUE);
        long count = 0;
        long number = 0;
        for (String line = reader.readLine(); line != null && count < most; line = reader.readLine()) {
            number++;
            if (matches(line) == options.has("v")) {
                continue;
            }
            count++;
            found = true;
            if (options.has("q")) {
                return;
            }
            if (!options.has("c") && !options.has("l") && !options.has("L")) {
                print(prefix + (options.has("n") ? number + ":" : ""), line);
            }
        }
        if (options.has("c")) {
            call.out().println(prefix + count);
        }
        if ((options.has("l") && count > 0) || (options.has("L") && count == 0)) {
            call.out().println(file.equals("-") ? "(standard input)" : file);
        }
    }

    private boolean matches(String line) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(line).find());
    }

    private void print(String prefix, String line) {
        if (!options.has("o")) {
            call.out().println(prefix + line);
            return;
        }
        for (Pattern pattern : patterns) {
            pattern.matcher(line).results().map(MatchResult::group).filter(match -> !match.isEmpty())
                    .forEach(match -> call.out().println(prefix + match));
        }
    }
}
