package dev.statelab.core.task.action;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.expression.Template;

/** The pods that an action talks to or disturbs. */
public sealed interface Reach {

    /** The pod of this name. */
    record OnePod(Template name) implements Reach {
        public OnePod {
            requireNonNull(name, "name");
        }
    }

    /** Any, since only the cluster says which. */
    record AnyPod() implements Reach {}

    /** None: it looks at the state alone. */
    record NoPod() implements Reach {}
}
