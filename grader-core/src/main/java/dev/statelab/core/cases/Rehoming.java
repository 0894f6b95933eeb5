package dev.statelab.core.cases;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.task.Task;
import java.util.List;

/** Frees a solution from its task's namespace, so that many can be on a cluster. */
public final class Rehoming {

    private Rehoming() {}

    /**
     * The objects as they can be applied in any namespace: those that name the task's namespace name none. One that names
     * another keeps it, as its author has to see what comes of that. The task's Namespace itself is left out.
     */
    public static List<KubernetesObject> withoutNamespace(Task task, List<KubernetesObject> objects) {
        return objects.stream().filter(object -> !isNamespace(object, task))
                .map(object -> withoutNamespace(task, object)).toList();
    }

    private static boolean isNamespace(KubernetesObject object, Task task) {
        return object.kind().kind().equals("Namespace") && object.name().equals(task.namespace());
    }

    private static KubernetesObject withoutNamespace(Task task, KubernetesObject object) {
        if (!object.namespace().equals(task.namespace())) {
            return object;
        }
        ObjectNode copy = object.json().deepCopy();
        copy.withObjectProperty("metadata").remove("namespace");
        return new KubernetesObject(copy);
    }
}
