package dev.statelab.core.judging;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.ClusterState;
import dev.statelab.core.cluster.Relations;
import dev.statelab.core.cluster.ResourceKind;

/** Chooses among the containers of a pod. */
final class Containers {

    /** As kubectl does (kubernetes: kubectl, cmd/util/podcmd). */
    private static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";

    private Containers() {}

    /** The one that the pod says is its default, or its first; empty where there is no such pod. */
    static String usual(ClusterState state, String pod) {
        return Relations.all(state, ResourceKind.POD).stream().filter(each -> each.name().equals(pod)).findFirst()
                .map(found -> {
                    JsonNode containers = found.json().path("spec").path("containers");
                    String marked = found.json().path("metadata").path("annotations").path(DEFAULT_CONTAINER)
                            .asText("");
                    return Relations.stream(containers).map(container -> container.path("name").asText())
                            .filter(marked::equals).findFirst()
                            .orElseGet(() -> containers.path(0).path("name").asText(""));
                }).orElse("");
    }
}
