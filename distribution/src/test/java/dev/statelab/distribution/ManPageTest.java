package dev.statelab.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.cli.Grader;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

class ManPageTest {

    private static CommandLine paint() {
        CommandSpec spec = CommandSpec.create().name("paint")
                .addOption(OptionSpec.builder("-c", "--colour").paramLabel("NAME").type(String.class)
                        .description("Which one; a back\\slash is one.").build())
                .addOption(OptionSpec.builder("--secret").hidden(true).description("Nobody knows.").build())
                .addPositional(PositionalParamSpec.builder().paramLabel("WALL").description("Where.").build())
                .addSubcommand("hidden", new CommandLine(new Hidden()));
        spec.usageMessage().description(".first of all, it paints", "then 100%% of it dries").footer("  paint -c x");
        return new CommandLine(spec);
    }

    @Command(name = "hidden", hidden = true, description = "Not for everybody.")
    private static final class Hidden {}

    @Test
    void a_page_says_what_help_says() {
        List<ManPage> pages = ManPage.of(paint());

        assertThat(pages).hasSize(1);
        assertThat(pages.getFirst().fileName()).isEqualTo("paint.1");
        assertThat(pages.getFirst().text()).isEqualTo("""
                .TH PAINT 1 "" "StateLab"
                .SH NAME
                paint \\- \\&.first of all, it paints
                .SH SYNOPSIS
                paint [\\-c=NAME] WALL [COMMAND]
                .SH DESCRIPTION
                .PP
                \\&.first of all, it paints
                .PP
                then 100% of it dries
                .SH ARGUMENTS
                .TP
                \\fBWALL\\fR
                Where.
                .SH OPTIONS
                .TP
                \\fB\\-c, \\-\\-colour NAME\\fR
                Which one; a back\\eslash is one.
                .SH EXAMPLES
                .EX
                  paint \\-c x
                .EE
                """);
    }

    @Test
    void every_command_of_the_grader_has_a_page() {
        List<String> names = ManPage.of(Grader.commandLine()).stream().map(ManPage::fileName).toList();

        assertThat(names).contains("grader.1", "grader-evaluate.1", "grader-lab-up.1").doesNotHaveDuplicates();
    }
}
