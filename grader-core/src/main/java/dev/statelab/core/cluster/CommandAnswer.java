package dev.statelab.core.cluster;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** What came of a {@link Command}. */
public sealed interface CommandAnswer {

    /**
     * What a command wrote.
     *
     * @param text its beginning, as UTF-8
     * @param size bytes, those that were not kept included
     * @param sha256 of all bytes, in hexadecimal
     * @param truncated whether some were not kept
     */
    record Output(String text, long size, String sha256, boolean truncated) {
        public Output {
            requireNonNull(text, "text");
            requireNonNull(sha256, "sha256");
        }
    }

    /**
     * The command ran and ended.
     *
     * @param exitCode its own; 128 and the signal's number where a signal ended it
     */
    record Ended(int exitCode, Output stdout, Output stderr, Duration took) implements CommandAnswer {
        public Ended {
            requireNonNull(stdout, "stdout");
            requireNonNull(stderr, "stderr");
            requireNonNull(took, "took");
        }
    }

    /** The container runs, and has no such command, or may not start it. */
    record NotStarted(String reason) implements CommandAnswer {
        public NotStarted {
            requireNonNull(reason, "reason");
        }
    }

    /** There is no such pod or container, or it does not run. */
    record NotRunning(String reason) implements CommandAnswer {
        public NotRunning {
            requireNonNull(reason, "reason");
        }
    }

    /** The API server works, and the command did not end in time. It may go on in the container. */
    record NoEnd(String reason, Output stdout, Output stderr) implements CommandAnswer {
        public NoEnd {
            requireNonNull(reason, "reason");
            requireNonNull(stdout, "stdout");
            requireNonNull(stderr, "stderr");
        }
    }

    /** It could not be found out. */
    record Unknown(Cause cause) implements CommandAnswer {
        public Unknown {
            requireNonNull(cause, "cause");
        }
    }
}
