package dev.statelab.core.task;

import static java.util.Objects.requireNonNull;

/** How often a criterion is judged. */
public sealed interface Repeat {

    record Once() implements Repeat {}

    /**
     * Once for each object of an observation. The points are divided by the number of objects.
     *
     * @param name under which expressions find the object
     * @param in the observation, which is a list
     * @param atLeast how many objects there must be: the points are divided by no less
     * @param freshRandom whether each object gets random values of its own
     */
    record ForEach(String name, String in, int atLeast, boolean freshRandom) implements Repeat {
        public ForEach {
            requireNonNull(name, "name");
            requireNonNull(in, "in");
        }
    }
}
