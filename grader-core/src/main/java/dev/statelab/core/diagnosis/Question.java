package dev.statelab.core.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.cluster.ResourceKind;

/** Something that a diagnosis would like to know, and that takes asking the cluster. */
public sealed interface Question {

    /**
     * Which objects of a kind there are.
     *
     * @param namespace ignored for a kind that is in no namespace
     */
    record Objects(String namespace, ResourceKind kind) implements Question {
        public Objects {
            requireNonNull(namespace, "namespace");
            requireNonNull(kind, "kind");
        }
    }

    /**
     * What a container has written last.
     *
     * @param previous in its run before this one
     */
    record Log(String pod, String container, boolean previous) implements Question {
        public Log {
            requireNonNull(pod, "pod");
            requireNonNull(container, "container");
        }
    }
}
