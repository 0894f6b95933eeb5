package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.container.image.ImageReference;
import dev.statelab.lab.kubelet.ContainerState.Running;
import dev.statelab.lab.kubelet.ContainerState.Terminated;
import dev.statelab.lab.kubelet.ContainerState.Waiting;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** Computes the status that a kubelet writes, field by field as in the recordings. */
final class PodStatus {

    private final Pod pod;
    private final PodView view;
    private final Predicate<String> published;

    private PodStatus(Pod pod, PodView view, Predicate<String> published) {
        this.pod = pod;
        this.view = view;
        this.published = published;
    }

    /**
     * @param pod with the status that is stored, of which what a kubelet does not own is kept
     * @param published whether an image came from a registry
     * @param stopped whether the pod is at its end, so that no container starts any more
     */
    static ObjectNode of(
            Pod pod, PodView view, String hostIp, Predicate<String> published, boolean stopped, Instant now) {
        return new PodStatus(pod, view, published).compute(hostIp, stopped, now);
    }

    private ObjectNode compute(String hostIp, boolean stopped, Instant now) {
        var phase = Phase.of(pod, view, stopped);
        var status = pod.json().deepCopy().withObjectProperty("status");
        status.put("phase", phase.text());
        status.set("conditions", new Conditions(pod, view, phase).at(now));
        status.put("hostIP", hostIp);
        status.putArray("hostIPs").addObject().put("ip", hostIp);
        view.podIp().ifPresent(ip -> {
            status.put("podIP", ip);
            status.putArray("podIPs").addObject().put("ip", ip);
        });
        status.put("startTime", Metadata.time(view.startTime()));
        if (!pod.initContainers().isEmpty()) {
            status.set("initContainerStatuses", statuses(pod.initContainers()));
        }
        status.set("containerStatuses", statuses(pod.containers()));
        return status;
    }

    private ArrayNode statuses(List<ContainerDefinition> containers) {
        var statuses = JsonNodeFactory.instance.arrayNode();
        containers.forEach(container -> statuses.add(status(container, view.container(container))));
        return statuses;
    }

    private ObjectNode status(ContainerDefinition container, ContainerView seen) {
        var status = JsonNodeFactory.instance.objectNode();
        status.put("name", container.name());
        status.set("state", state(seen.state()));
        var last = JsonNodeFactory.instance.objectNode();
        seen.last().ifPresent(end -> last.set("terminated", terminated(end)));
        status.set("lastState", last);
        status.put("ready", container.runsToEnd() ? seen.succeeded() : seen.ready());
        status.put("restartCount", seen.restarts());
        var id = seen.containerId();
        var image = ImageReference.parse(container.image()).filter(_ -> !id.isEmpty());
        status.put("image", image.map(ImageReference::toString).orElse(container.image()));
        status.put("imageID", image.map(name -> Ids.image(name, published.test(container.image()))).orElse(""));
        if (!id.isEmpty()) {
            status.put("containerID", id);
        }
        status.put("started", seen.started());
        var mounts = container.json().path("volumeMounts");
        if (!mounts.isEmpty()) {
            var written = status.putArray("volumeMounts");
            for (var mount : mounts) {
                var shown = written.addObject().put("name", mount.path("name").asText()).put("mountPath",
                        mount.path("mountPath").asText());
                if (mount.path("readOnly").asBoolean()) {
                    shown.put("readOnly", true).put("recursiveReadOnly", "Disabled");
                }
            }
        }
        return status;
    }

    private static ObjectNode state(ContainerState state) {
        var json = JsonNodeFactory.instance.objectNode();
        switch (state) {
            case Waiting waiting -> {
                var shown = json.putObject("waiting").put("reason", waiting.reason());
                if (!waiting.message().isEmpty()) {
                    shown.put("message", waiting.message());
                }
            }
            case Running running ->
                json.putObject("running").put("startedAt", Metadata.time(running.startedAt()));
            case Terminated end -> json.set("terminated", terminated(end));
        }
        return json;
    }

    private static ObjectNode terminated(Terminated end) {
        var json = JsonNodeFactory.instance.objectNode().put("exitCode", end.exitCode()).put("reason", end.reason());
        if (!end.message().isEmpty()) {
            json.put("message", end.message());
        }
        return json.put("startedAt", Metadata.time(end.startedAt())).put("finishedAt", Metadata.time(end.finishedAt()))
                .put("containerID", end.containerId());
    }
}
