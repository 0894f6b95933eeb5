package dev.statelab.cli.submission;

import dev.statelab.cli.ExitCode;
import dev.statelab.cli.Installation;
import dev.statelab.cli.Screen;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code grader submission} by itself: says what there is. */
@Command(name = "submission", mixinStandardHelpOptions = true, description = "What students handed in.")
public final class SubmissionCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private SubmissionCommand() {}

    /** The command with those below it. */
    public static CommandLine of(Screen screen, Installation installation) {
        return new CommandLine(new SubmissionCommand()).addSubcommand(new VerifyCommand(screen, installation));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.PASSED;
    }
}
