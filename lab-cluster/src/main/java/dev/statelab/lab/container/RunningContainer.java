package dev.statelab.lab.container;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A container whose process has started. */
public interface RunningContainer {

    /** Completes when the process has ended and its sockets are closed. */
    CompletableFuture<Exit> exit();

    /** Sends SIGTERM; the process may ignore it. */
    void terminate();

    /** Sends SIGKILL: {@link #exit} completes with 137 soon after. */
    void kill();

    /** Whether all of its processes wait for something, such as a request: then none of them is about to end. */
    boolean isIdle();

    /** What the process wrote to its standard output and error. */
    InputStream log(LogQuery query);

    /** What was last written to {@code /dev/termination-log}; empty for nothing. */
    String terminationMessage();

    /** Starts a further process in the container; it ends with the container at the latest. */
    Session exec(List<String> command, ProcessStreams streams) throws ContainerRuntime.StartException;

    /**
     * Joins the first process: what it writes from now on goes to the streams as well, and what comes in goes to it if
     * it has an input. Whoever is the first to join a container with an input or a terminal gets what it wrote before.
     */
    Session attach(ProcessStreams streams);

    /** Runs a further process without input to its end, or to the timeout (real time), which kills it. */
    default ExecResult exec(List<String> command, Duration timeout) throws ContainerRuntime.StartException {
        CapturedOutput out = new CapturedOutput();
        CapturedOutput err = new CapturedOutput();
        Session process = exec(command, ProcessStreams.of(out, err));
        try {
            process.exit().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            process.end();
        } catch (InterruptedException _) {
            process.end();
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a process' exit cannot fail", e);
        }
        return new ExecResult(process.exit().join(), out.text(), err.text());
    }

    /**
     * How a process ended.
     *
     * @param code 0 to 255; 128 + the signal's number where a signal ended it
     * @param outOfMemory whether the memory limit did
     */
    record Exit(int code, boolean outOfMemory) {}

    /** What a further process did. */
    record ExecResult(int code, String stdout, String stderr) {}
}
