package dev.statelab.lab.controller.statefulset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.controller.OwnerReference;
import dev.statelab.lab.controller.workload.Revision;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the pods of a set from a revision's template. */
final class PodFactory {

    private static final Set<String> TEMPLATE_METADATA = Set.of("labels", "annotations", "finalizers");

    private PodFactory() {}

    static ObjectNode pod(StatefulSet set, Revision revision, int ordinal) {
        var template = revision.podTemplate();
        var name = set.podName(ordinal);
        var pod = JsonNodeFactory.instance.objectNode();
        pod.put("apiVersion", "v1").put("kind", "Pod");
        var metadata = pod.putObject("metadata");
        metadata.put("name", name).put("generateName", set.name() + "-").put("namespace", set.meta().namespace());
        template.path("metadata").forEachEntry((field, value) -> {
            if (TEMPLATE_METADATA.contains(field)) {
                metadata.set(field, value);
            }
        });
        identify(pod, ordinal);
        metadata.withObjectProperty("labels").put(SetPod.REVISION_LABEL, revision.name());
        metadata.putArray("ownerReferences").add(OwnerReference.toController(set.object()).json());
        var spec = pod.putObject("spec");
        template.path("spec").forEachEntry(spec::set);
        spec.put("hostname", name).put("subdomain", set.serviceName());
        mountClaims(spec, set.claimTemplates(), set, ordinal);
        return pod;
    }

    /** Labels a pod with its name and its index. */
    static void identify(ObjectNode pod, int ordinal) {
        var metadata = pod.withObjectProperty("metadata");
        metadata.withObjectProperty("labels").put(SetPod.NAME_LABEL, metadata.path("name").asText())
                .put(SetPod.INDEX_LABEL, Integer.toString(ordinal));
    }

    /** A claim's volume replaces a volume of the template that has the same name. */
    private static void mountClaims(ObjectNode spec, List<ClaimTemplate> templates, StatefulSet set, int ordinal) {
        if (templates.isEmpty()) {
            return;
        }
        var claimed = templates.stream().map(ClaimTemplate::name).collect(Collectors.toSet());
        var others = spec.path("volumes").valueStream()
                .filter(volume -> !claimed.contains(volume.path("name").asText())).toList();
        var volumes = spec.putArray("volumes");
        templates.forEach(template -> volumes.addObject().put("name", template.name())
                .putObject("persistentVolumeClaim").put("claimName", template.claimName(set, ordinal)));
        others.forEach((JsonNode volume) -> volumes.add(volume));
    }
}
