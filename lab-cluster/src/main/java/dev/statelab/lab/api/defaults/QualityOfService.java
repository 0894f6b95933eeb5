package dev.statelab.lab.api.defaults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * A pod's {@code qosClass}: <a href="https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/">Quality of Service
 * classes</a>.
 */
final class QualityOfService {

    private static final List<String> RESOURCES = List.of("cpu", "memory");

    private QualityOfService() {}

    static String of(JsonNode spec) {
        List<JsonNode> containers = Stream.of("initContainers", "containers")
                .flatMap(field -> spec.path(field).valueStream())
                .map(container -> container.path("resources"))
                .toList();
        if (containers.stream().allMatch(QualityOfService::asksForNothing)) {
            return "BestEffort";
        }
        return containers.stream().allMatch(QualityOfService::isGuaranteed) ? "Guaranteed" : "Burstable";
    }

    private static boolean asksForNothing(JsonNode resources) {
        return RESOURCES.stream()
                .noneMatch(resource -> resources.path("requests").has(resource)
                        || resources.path("limits").has(resource));
    }

    private static boolean isGuaranteed(JsonNode resources) {
        return RESOURCES.stream()
                .allMatch(resource -> resources.path("limits").has(resource)
                        && resources.path("limits").path(resource).equals(resources.path("requests").path(resource)));
    }
}
