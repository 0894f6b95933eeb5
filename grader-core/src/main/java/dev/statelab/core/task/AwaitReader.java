package dev.statelab.core.task;

import dev.statelab.core.task.action.Action;
import dev.statelab.core.task.action.Await;
import java.time.Duration;
import java.util.Set;

/** Reads {@code await}: how long the step waits for what it expects. */
final class AwaitReader implements ActionReader {

    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final Mistakes mistakes;

    AwaitReader(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    @Override
    public Action read(Fields step, String key, Set<String> names) {
        if (step.find("expect").isEmpty()) {
            mistakes.add(step.node(), "'expect' for what is waited for", "none");
        }
        return new Await(step.duration(key, SHORTEST, SHORTEST));
    }
}
