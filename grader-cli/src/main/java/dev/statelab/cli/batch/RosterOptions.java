package dev.statelab.cli.batch;

import static java.util.stream.Collectors.joining;

import dev.statelab.batch.roster.Column;
import dev.statelab.batch.roster.Roster;
import dev.statelab.batch.roster.RosterReader;
import dev.statelab.batch.roster.RosterReading.Complete;
import dev.statelab.batch.roster.RosterReading.Faulty;
import dev.statelab.cli.ExitCode;
import dev.statelab.cli.GraderException;
import dev.statelab.cli.Text;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which class, on the command line. */
final class RosterOptions {

    @Option(names = "--roster", required = true, paramLabel = "FILE", description = "The class: CSV with the columns student_id, name, kubeconfig, context, namespace and submission, of which only the first has to be there; or an export of Canvas, Moodle or GitHub Classroom. {task} in a cell stands for the task's name.")
    private @Nullable Path roster;

    @Option(names = "--columns", paramLabel = "COLUMN=TITLE", split = ",", description = "Which title the roster uses for a column, such as student_id=Matrikelnummer. Can be given several times.")
    private Map<String, String> columns = new LinkedHashMap<>();

    /** @throws GraderException when nothing in the file can be relied on */
    Roster read() {
        if (roster == null) {
            throw new IllegalStateException("--roster is required, and picocli sees to it");
        }
        return switch (RosterReader.read(roster, titles())) {
            case Complete(Roster read) -> read;
            case Faulty(var mistake) -> throw new GraderException(ExitCode.USAGE, Text.line(mistake.toString()));
        };
    }

    private Map<Column, String> titles() {
        Map<Column, String> titles = new EnumMap<>(Column.class);
        columns.forEach((name, title) -> titles.put(Column.of(name).orElseThrow(() -> new GraderException(
                ExitCode.USAGE, "--columns knows " + Arrays.stream(Column.values()).map(Column::title)
                        .collect(joining(", ")) + "; found " + Text.quote(name) + ".")),
                title));
        return titles;
    }
}
