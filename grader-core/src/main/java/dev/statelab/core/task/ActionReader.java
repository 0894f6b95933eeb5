package dev.statelab.core.task;

import dev.statelab.core.task.action.Action;
import java.util.Set;

/** Reads one kind of action. */
@FunctionalInterface
interface ActionReader {

    /**
     * Reads the action.
     *
     * @param step the step that has it
     * @param key its key there
     * @param names what its expressions may refer to
     */
    Action read(Fields step, String key, Set<String> names);
}
