package dev.statelab.lab.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ApiServer;
import dev.statelab.lab.api.PodAccess;
import dev.statelab.lab.api.Refusal;
import dev.statelab.lab.api.ResourceTypes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The logs of a pod's containers: {@code recordings/responses/pod-log-*.json}. */
final class PodLogs {

    private final ApiServer api;
    private final PodAccess pods;

    PodLogs(ApiServer api, PodAccess pods) {
        this.api = api;
        this.pods = pods;
    }

    Reply log(Request request, Target.Objects target) throws ApiException {
        ObjectNode pod = api.get(ResourceTypes.POD, target.namespace(), target.name());
        String container = container(pod, target.name(), request.query("container"));
        boolean previous = request.flag("previous");
        OptionalLong tailLines = request.number("tailLines");
        OptionalLong limit = request.number("limitBytes");
        InputStream log = pods.log(target.namespace(), target.name(), container, previous, request.flag("follow"),
                tailLines.stream().boxed().findFirst())
                .orElseThrow(() -> absent(pod, target.name(), container, previous));
        return new Reply.Streamed(200, List.of(new Reply.Header("Content-Type", "text/plain")),
                out -> copy(log, out, limit.orElse(Long.MAX_VALUE)));
    }

    private static String container(JsonNode pod, String podName, Optional<String> wanted) throws ApiException {
        List<String> regular = names(pod, "containers");
        List<String> all = Stream.of("initContainers", "containers", "ephemeralContainers")
                .flatMap(field -> names(pod, field).stream())
                .toList();
        if (wanted.isPresent()) {
            if (!all.contains(wanted.get())) {
                throw Refusal.badRequest("container " + wanted.get() + " is not valid for pod " + podName);
            }
            return wanted.get();
        }
        if (regular.size() != 1) {
            List<String> initial = names(pod, "initContainers");
            throw Refusal.badRequest("a container name must be specified for pod " + podName + ", choose one of: ["
                    + String.join(" ", regular) + "]"
                    + (initial.isEmpty() ? "" : " or one of the init containers: [" + String.join(" ", initial) + "]"));
        }
        return regular.getFirst();
    }

    private static List<String> names(JsonNode pod, String field) {
        return pod.path("spec").path(field).valueStream().map(container -> container.path("name").asText()).toList();
    }

    private static ApiException absent(JsonNode pod, String podName, String container, boolean previous) {
        if (previous) {
            return Refusal.badRequest("previous terminated container \"" + container + "\" in pod \"" + podName
                    + "\" not found");
        }
        String reason = Stream.of("initContainerStatuses", "containerStatuses")
                .flatMap(field -> pod.path("status").path(field).valueStream())
                .filter(status -> status.path("name").asText().equals(container))
                .map(status -> status.at("/state/waiting/reason").asText())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("ContainerCreating");
        String problem = switch (reason) {
            case "ContainerCreating", "PodInitializing" -> "is waiting to start: " + reason;
            case "ImagePullBackOff", "ErrImagePull", "ErrImageNeverPull", "InvalidImageName" ->
                "is waiting to start: image can't be pulled";
            default -> "is waiting to start: " + reason;
        };
        return Refusal.badRequest("container \"" + container + "\" in pod \"" + podName + "\" " + problem);
    }

    private static void copy(InputStream from, OutputStream to, long limit) throws IOException {
        try (from) {
            byte[] buffer = new byte[8 * 1024];
            long left = limit;
            while (left > 0) {
                int read = from.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    return;
                }
                to.write(buffer, 0, read);
                to.flush();
                left -= read;
            }
        }
    }
}
