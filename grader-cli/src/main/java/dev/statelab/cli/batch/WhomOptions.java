package dev.statelab.cli.batch;

import static java.util.stream.Collectors.toSet;

import dev.statelab.batch.roster.Roster;
import dev.statelab.batch.roster.Student;
import dev.statelab.batch.run.Selection;
import dev.statelab.cli.ExitCode;
import dev.statelab.cli.GraderException;
import dev.statelab.cli.Text;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Whom a batch grades, on the command line. */
final class WhomOptions {

    @Option(names = "--only", paramLabel = "ID", arity = "1..*", description = "Grade these students, also when they are done, and nobody else.")
    private Set<String> only = new LinkedHashSet<>();

    @Option(names = "--incomplete", description = "Grade those again who could not be graded, too.")
    private boolean incomplete;

    @Option(names = "--only-incomplete", description = "Grade those again who could not be graded, and nobody else.")
    private boolean onlyIncomplete;

    @Option(names = "--only-failed", description = "Grade those again who are below the pass mark, and nobody else.")
    private boolean onlyFailed;

    /** @throws GraderException when they name somebody who is not in the roster, or contradict each other */
    Selection selection(Roster roster) {
        Set<String> known = roster.students().stream().map(Student::id).collect(toSet());
        for (String id : only) {
            if (!known.contains(id)) {
                throw new GraderException(ExitCode.USAGE,
                        "--only names " + Text.quote(id) + ", who is not in the roster.");
            }
        }
        if (Stream.of(!only.isEmpty(), incomplete, onlyIncomplete, onlyFailed).filter(given -> given).count() > 1) {
            throw new GraderException(ExitCode.USAGE,
                    "Only one of --only, --incomplete, --only-incomplete and --only-failed can be given.");
        }
        if (!only.isEmpty()) {
            return new Selection.These(only);
        }
        if (onlyFailed) {
            return new Selection.BelowPassMark();
        }
        if (onlyIncomplete) {
            return new Selection.Incomplete();
        }
        return incomplete ? new Selection.RestAndIncomplete() : new Selection.Rest();
    }
}
