package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ResourceTypes;
import java.util.List;
import java.util.Optional;

/** What a pod's containers may refer to in their namespace. */
interface NamespaceObjects {

    /**
     * The ConfigMap that a controller of Kubernetes puts into every namespace for the token volume of its pods. Inside
     * the lab nothing speaks TLS, so that it need not exist.
     */
    String ROOT_CERTIFICATES = "kube-root-ca.crt";

    Optional<ObjectNode> configMap(String name);

    Optional<ObjectNode> secret(String name);

    List<ObjectNode> services();

    static NamespaceObjects of(Api api, String namespace) {
        return new NamespaceObjects() {

            @Override
            public Optional<ObjectNode> configMap(String name) {
                return api.find(ResourceTypes.CONFIG_MAP, namespace, name)
                        .or(() -> name.equals(ROOT_CERTIFICATES) ? Optional.of(noCertificates()) : Optional.empty());
            }

            @Override
            public Optional<ObjectNode> secret(String name) {
                return api.find(ResourceTypes.SECRET, namespace, name);
            }

            @Override
            public List<ObjectNode> services() {
                return api.list(ResourceTypes.SERVICE, namespace).items();
            }
        };
    }

    private static ObjectNode noCertificates() {
        var object = JsonNodeFactory.instance.objectNode();
        object.putObject("data").put("ca.crt", "");
        return object;
    }
}
