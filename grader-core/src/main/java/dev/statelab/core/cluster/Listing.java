package dev.statelab.core.cluster;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What is known of all objects of one kind in a namespace. */
public sealed interface Listing {

    /**
     * Every object of the kind, in the order of their names.
     *
     * @param objects terminating ones included
     */
    record Listed(List<KubernetesObject> objects) implements Listing {
        public Listed {
            objects = List.copyOf(objects);
        }
    }

    /** They could not be read, or cannot be kept current any more: nobody is judged by them. */
    record Unreadable(Cause cause) implements Listing {
        public Unreadable {
            requireNonNull(cause, "cause");
        }
    }
}
