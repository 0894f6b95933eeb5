package dev.statelab.core.task;

import dev.statelab.core.task.action.Action;
import dev.statelab.core.task.action.Scale;
import java.time.Duration;
import java.util.Set;

/** Reads {@code scale}. */
final class ScaleReader implements ActionReader {

    static final Set<String> KEYS = Keys.keys("workload", "replicas", "within");

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration WITHIN = Duration.ofMinutes(2);

    private final Workloads workloads;
    private final ExpectationReader expectations;

    ScaleReader(Workloads workloads, ExpectationReader expectations) {
        this.workloads = workloads;
        this.expectations = expectations;
    }

    @Override
    public Action read(Fields step, String key, Set<String> names) {
        Fields scale = step.fields(key, KEYS);
        return new Scale(workloads.read(scale), expectations.count(scale, "replicas", 0, Scale.MOST_REPLICAS, names),
                scale.duration("within", SHORTEST, WITHIN));
    }
}
