package dev.statelab.core.mutation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** What somebody deploys who does not know StatefulSets: a Deployment with the same pods, and empty volumes for claims. */
final class Deployments {

    private static final List<String> OF_STATEFUL_SETS = List.of("serviceName", "volumeClaimTemplates",
            "podManagementPolicy", "updateStrategy", "ordinals", "persistentVolumeClaimRetentionPolicy");

    private Deployments() {}

    static Optional<ObjectNode> from(ObjectNode object) {
        if (!object.path("kind").asText().equals("StatefulSet")
                || !(object.at("/spec/template/spec") instanceof ObjectNode)) {
            return Optional.empty();
        }
        ObjectNode deployment = object.deepCopy().put("kind", "Deployment");
        ArrayNode volumes = ((ObjectNode) deployment.at("/spec/template/spec")).withArrayProperty("volumes");
        object.at("/spec/volumeClaimTemplates").forEach(template -> volumes.addObject()
                .put("name", template.at("/metadata/name").asText()).putObject("emptyDir"));
        ((ObjectNode) deployment.path("spec")).remove(OF_STATEFUL_SETS);
        return Optional.of(deployment);
    }
}
