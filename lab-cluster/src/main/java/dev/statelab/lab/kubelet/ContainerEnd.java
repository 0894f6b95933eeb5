package dev.statelab.lab.kubelet;

import dev.statelab.lab.container.LogQuery;
import dev.statelab.lab.container.RunningContainer;
import dev.statelab.lab.container.RunningContainer.Exit;
import dev.statelab.lab.kubelet.ContainerState.Terminated;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** What a status says of the end of a container. */
final class ContainerEnd {

    private static final long LOG_TAIL_LINES = 80;

    private ContainerEnd() {}

    static Terminated of(ContainerDefinition container, Runs.Run run, Exit exit, Instant startedAt, Instant now) {
        return new Terminated(run.id(), exit.code(), reason(exit), message(container, run.process(), exit), startedAt,
                now);
    }

    private static String reason(Exit exit) {
        if (exit.outOfMemory()) {
            return "OOMKilled";
        }
        return exit.code() == 0 ? "Completed" : "Error";
    }

    private static String message(ContainerDefinition container, RunningContainer process, Exit exit) {
        var written = process.terminationMessage();
        var policy = container.json().path("terminationMessagePolicy").asText();
        if (!written.isEmpty() || exit.code() == 0 || !policy.equals("FallbackToLogsOnError")) {
            return written;
        }
        try (var log = process.log(LogQuery.ALL.tail(LOG_TAIL_LINES))) {
            return new String(log.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the log of an ended container cannot be read", unreadable);
        }
    }
}
