package dev.statelab.lab.container.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code sed} with the commands that scripts use: {@code s}, {@code p}, {@code d}, {@code q}, {@code a}, {@code i}, {@code c}. */
final class Sed {

    private final Call call;
    private final boolean quiet;
    private final List<SedCommand> commands;

    private Sed(Call call, boolean quiet, List<SedCommand> commands) {
        this.call = call;
        this.quiet = quiet;
        this.commands = commands;
    }

    static int run(Call call) throws UsageException, IOException {
        Options options = Options.parse(call, "nrEie:", Map.of("in-place", "i", "expression", "e"));
        List<String> scripts = new ArrayList<>(options.all("e"));
        List<String> files = new ArrayList<>(options.operands());
        if (scripts.isEmpty()) {
            if (files.isEmpty()) {
                throw new UsageException("no script");
            }
            scripts.add(files.removeFirst());
        }
        boolean extended = options.has("r") || options.has("E");
        List<SedCommand> commands = new SedParser(String.join("\n", scripts), extended).commands();
        Sed sed = new Sed(call, options.has("n"), commands);
        if (!options.has("i")) {
            call.out().print(sed.edited(LineTools.lines(call, files)));
            return 0;
        }
        int status = 0;
        for (String file : files) {
            try {
                String edited = sed.edited(Files.readAllLines(call.path(file)));
                Files.write(call.path(file), edited.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                status = call.failed(file, e);
            }
        }
        return status;
    }

    private String edited(List<String> lines) {
        StringBuilder output = new StringBuilder();
        boolean[] inRange = new boolean[commands.size()];
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            StringBuilder after = new StringBuilder();
            boolean deleted = false;
            boolean quits = false;
            for (int c = 0; c < commands.size() && !deleted && !quits; c++) {
                SedCommand command = commands.get(c);
                if (!selects(command, inRange, c, line, i + 1, lines.size())) {
                    continue;
                }
                switch (command.name()) {
                    case 's' -> {
                        String changed = substituted(command, line);
                        if (command.flags().contains("p") && !changed.equals(line)) {
                            output.append(changed).append('\n');
                        }
                        line = changed;
                    }
                    case 'p' -> output.append(line).append('\n');
                    case 'i' -> output.append(command.replacement()).append('\n');
                    case 'a' -> after.append(command.replacement()).append('\n');
                    case 'c' -> {
                        output.append(command.replacement()).append('\n');
                        deleted = true;
                    }
                    case 'd' -> deleted = true;
                    case '=' -> output.append(i + 1).append('\n');
                    default -> quits = true;
                }
            }
            if (!deleted && !quiet) {
                output.append(line).append('\n');
            }
            output.append(after);
            if (quits) {
                break;
            }
        }
        return output.toString();
    }

    private boolean selects(SedCommand command, boolean[] inRange, int index, String line, int number, int last) {
        boolean selected;
        if (command.to().isNone()) {
            selected = command.from().isNone() || command.from().selects(line, number, last);
        } else if (inRange[index]) {
            selected = true;
            inRange[index] = !command.to().selects(line, number, last);
        } else {
            selected = command.from().selects(line, number, last);
            inRange[index] = selected && !command.to().endsAt(number, last);
        }
        call.surroundings().checkAlive();
        return selected != command.negated();
    }

    private static String substituted(SedCommand command, String line) {
        Pattern pattern = command.pattern();
        String digits = command.flags().replaceAll("\\D", "");
        int nth = digits.isEmpty() ? 1 : Integer.parseInt(digits);
        boolean all = command.flags().contains("g");
        Matcher matcher = pattern.matcher(line);
        StringBuilder result = new StringBuilder();
        for (int count = 1; matcher.find(); count++) {
            if (count == nth || (all && count > nth)) {
                matcher.appendReplacement(result, "");
                result.append(replacement(command.replacement(), matcher.toMatchResult()));
            }
        }
        return matcher.appendTail(result).toString();
    }

    private static String replacement(String template, MatchResult match) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            if (c == '&') {
                text.append(match.group());
            } else if (c == '\\' && i + 1 < template.length()) {
                i++;
                char next = template.charAt(i);
                if (Character.isDigit(next) && next - '0' <= match.groupCount()) {
                    text.append(Objects.requireNonNullElse(match.group(next - '0'), ""));
                } else {
                    text.append(next == 'n' ? '\n' : next == 't' ? '\t' : next);
                }
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
