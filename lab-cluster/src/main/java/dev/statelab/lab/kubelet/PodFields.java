package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.lab.api.object.Quantity;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a pod's containers can learn about their pod.
 *
 * @param allocatable the node's, which stands in where a container has no limit
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/downward-api/">Downward API</a>
 */
record PodFields(Pod pod, String podIp, String hostIp, JsonNode allocatable) {

    private static final Pattern KEYED = Pattern.compile("metadata\\.(labels|annotations)\\['(.*)']");

    /** @param reference a {@code fieldRef} */
    Found<String> field(JsonNode reference) {
        var path = reference.path("fieldPath").asText();
        var metadata = pod.json().path("metadata");
        var keyed = KEYED.matcher(path);
        if (keyed.matches()) {
            return new Found.Value<>(metadata.path(keyed.group(1)).path(keyed.group(2)).asText());
        }
        return switch (path) {
            case "metadata.name" -> new Found.Value<>(pod.name());
            case "metadata.namespace" -> new Found.Value<>(pod.namespace());
            case "metadata.uid" -> new Found.Value<>(pod.uid());
            case "metadata.labels", "metadata.annotations" ->
                new Found.Value<>(lines(metadata.path(path.substring(path.indexOf('.') + 1))));
            case "spec.nodeName" -> new Found.Value<>(pod.spec().path("nodeName").asText());
            case "spec.serviceAccountName" ->
                new Found.Value<>(pod.spec().path("serviceAccountName").asText("default"));
            case "status.hostIP", "status.hostIPs" -> new Found.Value<>(hostIp);
            case "status.podIP", "status.podIPs" -> new Found.Value<>(podIp);
            default -> new Found.Missing<>("unsupported fieldPath: " + path);
        };
    }

    private static String lines(JsonNode map) {
        return map.propertyStream().map(entry -> entry.getKey() + "=" + quoted(entry.getValue().asText())).sorted()
                .collect(Collectors.joining("\n"));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    /**
     * @param reference a {@code resourceFieldRef}
     * @param self the container that asks, which is meant where the reference names none
     */
    Found<String> resource(JsonNode reference, String self) {
        var resource = reference.path("resource").asText();
        var name = reference.path("containerName").asText(self);
        var container = pod.container(name);
        if (container.isEmpty()) {
            return new Found.Missing<>("container " + name + " not found");
        }
        var unit = Quantity.parse(reference.path("divisor").asText())
                .filter(divisor -> divisor.exceeds(Quantity.ZERO)).orElse(new Quantity(BigDecimal.ONE));
        var amount = amount(container.get().json().path("resources"), resource);
        return new Found.Value<>(Long.toString(amount.inUnitsOf(unit)));
    }

    private Quantity amount(JsonNode resources, String resource) {
        int dot = resource.indexOf('.');
        var kind = dot < 0 ? "" : resource.substring(0, dot);
        var name = resource.substring(dot + 1);
        Optional<Quantity> given = Quantity.parse(resources.path(kind).path(name).asText());
        return given.orElseGet(() -> kind.equals("limits")
                ? Quantity.orZero(allocatable.path(name).asText())
                : Quantity.ZERO);
    }
}
