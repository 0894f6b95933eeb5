package dev.statelab.core.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.result.Evidence;
import java.util.List;
import java.util.Set;

/** What something is about that was not as expected. */
public sealed interface Subject {

    /**
     * Objects, in the state that they are in.
     *
     * @param objects those that were looked at, and those that they were found by
     * @param fields the names of the fields that were looked at
     */
    record Condition(List<KubernetesObject> objects, Set<String> fields) implements Subject {
        public Condition {
            objects = List.copyOf(objects);
            fields = Set.copyOf(fields);
        }
    }

    /**
     * Objects, as their author wrote them: nothing that runs can be to blame.
     *
     * @param objects those that were looked at
     * @param fields the names of the fields that were looked at
     */
    record Manifest(List<KubernetesObject> objects, Set<String> fields) implements Subject {
        public Manifest {
            objects = List.copyOf(objects);
            fields = Set.copyOf(fields);
        }
    }

    /** An object that is not there. */
    record Absent(ResourceKind kind, String name) implements Subject {
        public Absent {
            requireNonNull(kind, "kind");
            requireNonNull(name, "name");
        }
    }

    /** A request that was not answered. */
    record Unanswered(Evidence.NoAnswer request) implements Subject {
        public Unanswered {
            requireNonNull(request, "request");
        }
    }

    /**
     * A request whose answer was not the expected one.
     *
     * @param restarted whether the pod was deleted before, and came back
     */
    record Answered(Evidence.Exchange exchange, boolean restarted) implements Subject {
        public Answered {
            requireNonNull(exchange, "exchange");
        }
    }
}
