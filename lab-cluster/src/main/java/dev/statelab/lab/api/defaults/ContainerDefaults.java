package dev.statelab.lab.api.defaults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Defaults of one container, and of its probes and lifecycle hooks. */
final class ContainerDefaults {

    private static final List<String> PROBES = List.of("livenessProbe", "readinessProbe", "startupProbe");

    private ContainerDefaults() {}

    static void fill(ObjectNode container) {
        Fill.object(container, "resources");
        Fill.text(container, "terminationMessagePath", "/dev/termination-log");
        Fill.text(container, "terminationMessagePolicy", "File");
        Fill.text(container, "imagePullPolicy", pullPolicy(container.path("image").asText()));
        Fill.each(container, "ports", port -> Fill.text(port, "protocol", "TCP"));
        Fill.each(container, "env",
                variable -> Fill.within(variable, "valueFrom", source -> Fill.within(source, "fieldRef",
                        reference -> Fill.text(reference, "apiVersion", "v1"))));
        PROBES.forEach(field -> Fill.within(container, field, ContainerDefaults::fillProbe));
        Fill.within(container, "lifecycle", hooks -> {
            Fill.within(hooks, "postStart", ContainerDefaults::fillHttpGet);
            Fill.within(hooks, "preStop", ContainerDefaults::fillHttpGet);
        });
    }

    private static void fillProbe(ObjectNode probe) {
        fillHttpGet(probe);
        Fill.within(probe, "grpc", grpc -> Fill.text(grpc, "service", ""));
        Fill.number(probe, "timeoutSeconds", 1);
        Fill.number(probe, "periodSeconds", 10);
        Fill.number(probe, "successThreshold", 1);
        Fill.number(probe, "failureThreshold", 3);
    }

    private static void fillHttpGet(ObjectNode handler) {
        Fill.within(handler, "httpGet", get -> {
            Fill.text(get, "path", "/");
            Fill.text(get, "scheme", "HTTP");
        });
    }

    /** {@code Always} for the tag {@code latest}, also where it goes without saying. */
    private static String pullPolicy(String image) {
        String withoutRegistry = image.substring(image.lastIndexOf('/') + 1);
        boolean pinned = withoutRegistry.contains("@")
                || (withoutRegistry.contains(":") && !withoutRegistry.endsWith(":latest"));
        return pinned ? "IfNotPresent" : "Always";
    }
}
