package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ResourceTypes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a pod's containers may refer to in their namespace. */
interface NamespaceObjects {

    Optional<ObjectNode> configMap(String name);

    Optional<ObjectNode> secret(String name);

    List<ObjectNode> services();

    /**
     * A token of the pod's service account, as a volume asks for it.
     *
     * @return or why there is none
     */
    Found<String> token(Pod pod, List<String> audiences, Duration lifetime);

    static NamespaceObjects of(Api api, String namespace) {
        return new NamespaceObjects() {

            @Override
            public Optional<ObjectNode> configMap(String name) {
                return api.find(ResourceTypes.CONFIG_MAP, namespace, name);
            }

            @Override
            public Optional<ObjectNode> secret(String name) {
                return api.find(ResourceTypes.SECRET, namespace, name);
            }

            @Override
            public List<ObjectNode> services() {
                return api.list(ResourceTypes.SERVICE, namespace).items();
            }

            @Override
            public Found<String> token(Pod pod, List<String> audiences, Duration lifetime) {
                try {
                    return new Found.Value<>(api.token(pod.json(), audiences, lifetime));
                } catch (ApiException refused) {
                    return new Found.Missing<>("failed to fetch token: " + refused.getMessage());
                }
            }
        };
    }
}
