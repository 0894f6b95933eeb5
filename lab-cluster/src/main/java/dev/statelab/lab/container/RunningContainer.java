package dev.statelab.lab.container;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

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

    /**
     * What the process wrote to its standard output and error so far, and with {@code follow} what it is yet to write.
     */
    InputStream log(boolean follow, Optional<Long> tailLines);

    /** What was last written to {@code /dev/termination-log}; empty for nothing. */
    String terminationMessage();

    /** Runs a further process in the container, to its end or to the timeout (real time), which kills it. */
    ExecResult exec(List<String> command, Duration timeout) throws ContainerRuntime.StartException;

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
