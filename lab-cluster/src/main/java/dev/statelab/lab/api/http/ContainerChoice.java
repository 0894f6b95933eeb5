package dev.statelab.lab.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which container of a pod a request means: {@code recordings/responses/pod-log-no-such-container-400.json}. */
record ContainerChoice(JsonNode pod) {

    /** @param wanted empty for the only container that there is */
    String of(Optional<String> wanted) throws ApiException {
        List<String> regular = names("containers");
        if (wanted.isPresent()) {
            if (Stream.of("initContainers", "containers", "ephemeralContainers")
                    .noneMatch(field -> names(field).contains(wanted.get()))) {
                throw Refusal.badRequest("container " + wanted.get() + " is not valid for pod " + podName());
            }
            return wanted.get();
        }
        if (regular.size() != 1) {
            throw Refusal.badRequest("a container name must be specified for pod " + podName() + ", choose one of: ["
                    + String.join(" ", regular) + "]" + further("init", "initContainers")
                    + further("ephemeral", "ephemeralContainers"));
        }
        return regular.getFirst();
    }

    private String further(String kind, String field) {
        List<String> names = names(field);
        return names.isEmpty() ? "" : " or one of the " + kind + " containers: [" + String.join(" ", names) + "]";
    }

    private String podName() {
        return pod.path("metadata").path("name").asText();
    }

    private List<String> names(String field) {
        return pod.path("spec").path(field).valueStream().map(container -> container.path("name").asText()).toList();
    }
}
