package dev.statelab.core.judging;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.ResourceKind;
import java.util.List;

/** What an observation came to in one state. */
public sealed interface Observed {

    record One(KubernetesObject object) implements Observed {
        public One {
            requireNonNull(object, "object");
        }
    }

    record Many(List<KubernetesObject> objects) implements Observed {
        public Many {
            objects = List.copyOf(objects);
        }
    }

    /**
     * The one object, or the one that the others are found by, is not there.
     *
     * @param what for people: which, and what is there instead
     */
    record Missing(ResourceKind kind, String name, String what) implements Observed {
        public Missing {
            requireNonNull(kind, "kind");
            requireNonNull(name, "name");
            requireNonNull(what, "what");
        }
    }

    /** The value of a parameter: a text, a number, or a boolean. */
    record Scalar(Object value) implements Observed {
        public Scalar {
            requireNonNull(value, "value");
        }
    }

    /**
     * There is nothing that a parameter could be.
     *
     * @param what for people: what is there instead
     */
    record Undiscovered(String what) implements Observed {
        public Undiscovered {
            requireNonNull(what, "what");
        }
    }

    record Unreadable(Cause cause) implements Observed {
        public Unreadable {
            requireNonNull(cause, "cause");
        }
    }
}
