package dev.statelab.cli.check;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.core.offline.ObjectName;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a workload makes its pods of, whose names and number nobody knows before it runs: Deployments and Jobs, but not
 * StatefulSets.
 *
 * @param path where it is in the workload
 * @param pod one such pod, under a name of our own
 */
record PodTemplate(List<String> path, ObjectNode pod) {

    private static final List<String> USUAL = List.of("spec", "template");
    private static final Map<ResourceType, List<String>> PATHS = Map.of(ResourceTypes.DEPLOYMENT, USUAL,
            ResourceTypes.REPLICA_SET, USUAL, ResourceTypes.DAEMON_SET, USUAL, ResourceTypes.REPLICATION_CONTROLLER,
            USUAL, ResourceTypes.JOB, USUAL, ResourceTypes.CRON_JOB,
            List.of("spec", "jobTemplate", "spec", "template"));
    private static final int LONGEST_NAME = 200;

    PodTemplate {
        path = List.copyOf(path);
    }

    /** Empty for what makes no pods of its own. */
    static Optional<PodTemplate> of(ObjectName name, KubernetesObject workload) {
        ResourceKind kind = name.kind();
        return ResourceTypes.ofKind(kind.apiVersion(), kind.kind())
                .flatMap(type -> Optional.ofNullable(PATHS.get(type)))
                .filter(path -> workload.json().at("/" + String.join("/", path)).isObject())
                .map(path -> new PodTemplate(path,
                        pod(name, (ObjectNode) workload.json().at("/" + String.join("/", path)))));
    }

    private static ObjectNode pod(ObjectName workload, ObjectNode template) {
        ObjectNode pod = JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "Pod");
        ObjectNode metadata = pod.putObject("metadata").put("name", (workload.name().length() > LONGEST_NAME
                ? workload.name().substring(0, LONGEST_NAME)
                : workload.name()) + "-of-" + workload.kind().kind().toLowerCase(Locale.ROOT));
        Stream.of("labels", "annotations").filter(key -> template.path("metadata").path(key).isObject())
                .forEach(key -> metadata.set(key, template.path("metadata").path(key).deepCopy()));
        pod.set("spec", template.path("spec").deepCopy());
        return pod;
    }

    /** Leads from a field of the pod to that of the workload. */
    List<String> inWorkload(List<String> field) {
        return field.isEmpty() || field.equals(List.of("metadata", "name"))
                ? field
                : Stream.concat(path.stream(), field.stream()).toList();
    }
}
