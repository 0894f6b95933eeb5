package dev.statelab.distribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual page of one command, in section 1. It says what {@code --help} says, because both come from the same
 * annotations; picocli's own generator needs Asciidoctor after it.
 *
 * @param name such as {@code grader-lab-up}
 * @param text in the man macros, see man(7)
 */
record ManPage(String name, String text) {

    /** A page for the command, and one for each below it; hidden ones have none. */
    static List<ManPage> of(CommandLine command) {
        List<ManPage> pages = new ArrayList<>();
        if (!command.getCommandSpec().usageMessage().hidden()) {
            pages.add(new ManPage(name(command.getCommandSpec()), render(command)));
            command.getSubcommands().values().forEach(subcommand -> pages.addAll(of(subcommand)));
        }
        return pages;
    }

    String fileName() {
        return name + ".1";
    }

    private static String name(CommandSpec spec) {
        return spec.qualifiedName("-");
    }

    private static String render(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        List<String> description = sentences(spec.usageMessage().description());
        List<String> lines = new ArrayList<>();
        lines.add(".TH " + name(spec).toUpperCase(Locale.ROOT) + " 1 \"\" \"StateLab\"");
        lines.add(".SH NAME");
        lines.add(escaped(name(spec)) + " \\- " + escaped(description.getFirst()));
        lines.add(".SH SYNOPSIS");
        lines.add(escaped(synopsis(command)));
        lines.add(".SH DESCRIPTION");
        description.forEach(paragraph -> lines.addAll(List.of(".PP", escaped(paragraph))));
        section(lines, "ARGUMENTS", spec.positionalParameters());
        section(lines, "OPTIONS", spec.options());
        subcommands(lines, command);
        exitCodes(lines, spec);
        examples(lines, spec);
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private static String synopsis(CommandLine command) {
        return command.getHelp().synopsis(0).replaceAll("\\s+", " ").strip();
    }

    private static void section(List<String> lines, String title, List<? extends ArgSpec> arguments) {
        List<? extends ArgSpec> shown = arguments.stream().filter(argument -> !argument.hidden()).toList();
        if (!shown.isEmpty()) {
            lines.add(".SH " + title);
        }
        for (ArgSpec argument : shown) {
            lines.add(".TP");
            lines.add("\\fB" + escaped(label(argument)) + "\\fR");
            lines.add(escaped(String.join(" ", sentences(argument.description()))));
        }
    }

    private static String label(ArgSpec argument) {
        return switch (argument) {
            case OptionSpec option -> String.join(", ", option.names())
                    + (option.arity().max() == 0 ? "" : " " + option.paramLabel());
            case PositionalParamSpec positional -> positional.paramLabel();
            default -> argument.paramLabel();
        };
    }

    private static void subcommands(List<String> lines, CommandLine command) {
        List<CommandSpec> shown = command.getSubcommands().values().stream().map(CommandLine::getCommandSpec)
                .filter(spec -> !spec.usageMessage().hidden()).toList();
        if (!shown.isEmpty()) {
            lines.add(".SH COMMANDS");
        }
        shown.forEach(spec -> lines.addAll(List.of(".TP", "\\fB" + escaped(name(spec)) + "\\fR(1)",
                escaped(sentences(spec.usageMessage().description()).getFirst()))));
    }

    private static void exitCodes(List<String> lines, CommandSpec spec) {
        if (!spec.usageMessage().exitCodeList().isEmpty()) {
            lines.add(".SH EXIT STATUS");
            spec.usageMessage().exitCodeList().forEach((code, meaning) -> lines.addAll(
                    List.of(".TP", "\\fB" + code.strip() + "\\fR", escaped(meaning))));
        }
    }

    private static void examples(List<String> lines, CommandSpec spec) {
        if (spec.usageMessage().footer().length > 0) {
            lines.addAll(List.of(".SH EXAMPLES", ".EX"));
            Arrays.stream(spec.usageMessage().footer()).map(ManPage::escaped).forEach(lines::add);
            lines.add(".EE");
        }
    }

    private static List<String> sentences(String... description) {
        List<String> lines = Arrays.stream(description).map(line -> line.replace("%n", " ").replace("%%", "%"))
                .toList();
        return lines.isEmpty() ? List.of("") : lines;
    }

    /** Text, of which nothing is taken for a request. */
    private static String escaped(String text) {
        String harmless = text.replace("\\", "\\e").replace("-", "\\-");
        return harmless.startsWith(".") || harmless.startsWith("'") ? "\\&" + harmless : harmless;
    }
}
