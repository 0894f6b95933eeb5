package dev.statelab.cli.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of docs/authoring.md in their order. */
class AuthoringGuideTest {

    private static final Pattern BLOCK = Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SED = Pattern.compile("sed \"s/(.*)/(.*)/\" (\\S+) > (\\S+)");
    private static final String ENDS_WITH = " # ends with ";

    @TempDir
    private Path folder = Path.of("");

    private static List<String> commands() throws IOException {
        return BLOCK.matcher(Files.readString(Path.of("../docs/authoring.md"))).results()
                .flatMap(block -> block.group(1).lines()).toList();
    }

    @Test
    void its_commands_do_what_it_says() throws IOException {
        for (String command : commands()) {
            String here = command.replace("my-lab", folder.resolve("my-lab").toString());
            if (here.startsWith("sed")) {
                edit(here);
            } else {
                run(here);
            }
        }

        assertThat(folder.resolve("my-lab")).isDirectoryRecursivelyContaining("glob:**/my-task/task.yaml");
    }

    private static void run(String command) {
        Terminal terminal = new Terminal();
        String[] parts = command.split(ENDS_WITH, 2);

        int exitCode = terminal.run(parts[0].replaceFirst("grader ", "").split(" "));

        assertThat(exitCode).as("%s%n%s%n%s", command, terminal.out(), terminal.err())
                .isEqualTo(parts.length == 1 ? 0 : Integer.parseInt(parts[1]));
    }

    private static void edit(String command) throws IOException {
        var sed = SED.matcher(command);
        assertThat(sed.matches()).as(command).isTrue();
        String text = Files.readString(Path.of(sed.group(3)));
        assertThat(text).contains(sed.group(1));
        Path _ = Files.writeString(Path.of(sed.group(4)), text.replace(sed.group(1), sed.group(2)));
    }
}
