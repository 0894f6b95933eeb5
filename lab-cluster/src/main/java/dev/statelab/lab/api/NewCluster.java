package dev.statelab.lab.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.access.DefaultRoles;
import java.util.List;
import java.util.stream.Stream;

/** The objects that a cluster has before anybody created one. */
final class NewCluster {

    private NewCluster() {}

    /** In the order of their creation. */
    static List<ObjectNode> objects() {
        return Stream.concat(
                Stream.of(namespace("default"), namespace("kube-system"), namespace("kube-public"),
                        kubernetesService()),
                DefaultRoles.objects().stream())
                .toList();
    }

    private static ObjectNode namespace(String name) {
        ObjectNode namespace = object(ResourceTypes.NAMESPACE);
        namespace.putObject("metadata").put("name", name);
        return namespace;
    }

    private static ObjectNode kubernetesService() {
        ObjectNode service = object(ResourceTypes.SERVICE);
        ObjectNode metadata = service.putObject("metadata").put("name", "kubernetes").put("namespace", "default");
        metadata.putObject("labels").put("component", "apiserver").put("provider", "kubernetes");
        service.putObject("spec")
                .put("clusterIP", "10.43.0.1")
                .putArray("ports")
                .addObject()
                .put("name", "https")
                .put("port", 443)
                .put("targetPort", 6443);
        return service;
    }

    private static ObjectNode object(ResourceType type) {
        return JsonNodeFactory.instance.objectNode().put("apiVersion", type.apiVersion()).put("kind", type.kind());
    }
}
