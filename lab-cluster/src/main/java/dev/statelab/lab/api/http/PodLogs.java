package dev.statelab.lab.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ApiServer;
import dev.statelab.lab.api.PodAccess;
import dev.statelab.lab.api.Refusal;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.time.LabClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;

/** The logs of a pod's containers: {@code recordings/responses/pod-log-*.json}. */
final class PodLogs {

    private final ApiServer api;
    private final PodAccess pods;
    private final LabClock clock;

    PodLogs(ApiServer api, PodAccess pods, LabClock clock) {
        this.api = api;
        this.pods = pods;
        this.clock = clock;
    }

    Reply log(Request request, Target.Objects target) throws ApiException {
        ObjectNode pod = api.get(ResourceTypes.POD, target.namespace(), target.name());
        LogOptions options = LogOptions.of(request, target.name(), clock.now());
        String container = new ContainerChoice(pod).of(request.query("container"));
        if (pod.path("spec").path("nodeName").asText().isEmpty()) {
            return streamed(InputStream.nullInputStream(), 0);
        }
        boolean previous = request.flag("previous");
        InputStream log = pods.logged(target.namespace(), target.name(), container, previous)
                .orElseThrow(() -> absent(pod, target.name(), container, previous)).log(options.query());
        return streamed(log, options.limit());
    }

    private static Reply streamed(InputStream log, long limit) {
        return new Reply.Streamed(200, List.of(new Reply.Header("Content-Type", "text/plain")),
                out -> copy(log, out, limit));
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
            case "ErrImagePull" -> "is waiting to start: image can't be pulled";
            case "ImagePullBackOff" -> "is waiting to start: trying and failing to pull image";
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
