package dev.statelab.lab.kubelet;

import dev.statelab.lab.container.RunningContainer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The processes of a pod's containers: the newest run of each, and the one before, whose log is kept. */
final class Runs {

    private static final long KILL_MILLIS = 2000;

    private final Map<String, Run> newest = new ConcurrentHashMap<>();
    private final Map<String, Run> previous = new ConcurrentHashMap<>();

    /** @param id the container's, as in the status */
    record Run(String id, RunningContainer process) {}

    void began(String container, Run run) {
        var before = newest.put(container, run);
        if (before != null) {
            previous.put(container, before);
        }
    }

    Optional<Run> newest(String container) {
        return Optional.ofNullable(newest.get(container));
    }

    /** The process of this run, if it is one of the two that are kept. */
    Optional<RunningContainer> process(String container, String id) {
        return Optional.ofNullable(newest.get(container)).filter(run -> run.id().equals(id))
                .or(() -> Optional.ofNullable(previous.get(container)).filter(run -> run.id().equals(id)))
                .map(Run::process);
    }

    /** Kills what still runs and waits for its end. */
    void killAll() {
        newest.values().forEach(run -> run.process().kill());
        for (var run : newest.values()) {
            try {
                run.process().exit().get(KILL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException | TimeoutException unknownEnd) {
                // The runtime ends it when it is closed itself.
            }
        }
    }
}
