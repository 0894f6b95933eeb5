package dev.statelab.core.judging;

import dev.statelab.core.cluster.Command;
import dev.statelab.core.cluster.CommandAnswer;
import dev.statelab.core.cluster.CommandAnswer.Ended;
import dev.statelab.core.cluster.CommandAnswer.Output;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/** What commands in the containers of a fake cluster come to. */
final class Commands {

    private Commands() {}

    static Ended ended(int exitCode, String stdout, String stderr) {
        return new Ended(exitCode, output(stdout), output(stderr), Duration.ofMillis(3));
    }

    static Output output(String text) {
        return new Output(text, text.length(), "digest of " + text.length(), false);
    }

    /** A container with these programs; each answers whatever it is asked. */
    static Function<Command, CommandAnswer> programs(Map<String, CommandAnswer> programs) {
        return command -> {
            CommandAnswer answer = programs.get(command.words().getFirst());
            return answer != null
                    ? answer
                    : new CommandAnswer.NotStarted(
                            "exec: \"" + command.words().getFirst() + "\": executable file not found in $PATH");
        };
    }
}
