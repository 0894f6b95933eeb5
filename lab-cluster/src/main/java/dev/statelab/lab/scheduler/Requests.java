package dev.statelab.lab.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.lab.api.object.Quantity;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/**
 * What a pod asks of a node, by resource name. Init containers run one after the other, so that the largest of them
 * counts, beside the sidecars that started before it.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers">
 *      Resource sharing within containers</a>
 */
record Requests(Map<String, Quantity> amounts) {

    static final Requests NONE = new Requests(Map.of());

    Requests {
        amounts = Map.copyOf(amounts);
    }

    static Requests of(JsonNode pod) {
        var spec = pod.path("spec");
        var sidecars = NONE;
        var largestInit = NONE;
        for (var container : spec.path("initContainers")) {
            var own = ofContainer(container);
            if (container.path("restartPolicy").asText().equals("Always")) {
                sidecars = sidecars.plus(own);
                largestInit = largestInit.max(sidecars);
            } else {
                largestInit = largestInit.max(sidecars.plus(own));
            }
        }
        var running = sidecars;
        for (var container : spec.path("containers")) {
            running = running.plus(ofContainer(container));
        }
        return running.max(largestInit).plus(quantities(spec.path("overhead")));
    }

    /** What a limit reserves where the request is not given. */
    private static Requests ofContainer(JsonNode container) {
        var resources = container.path("resources");
        var amounts = new TreeMap<>(quantities(resources.path("limits")).amounts);
        amounts.putAll(quantities(resources.path("requests")).amounts);
        return new Requests(amounts);
    }

    static Requests quantities(JsonNode object) {
        var amounts = new TreeMap<String, Quantity>();
        object.properties().forEach(entry -> Quantity.parse(entry.getValue().asText())
                .ifPresent(quantity -> amounts.put(entry.getKey(), quantity)));
        return new Requests(amounts);
    }

    Quantity of(String resource) {
        return amounts.getOrDefault(resource, Quantity.ZERO);
    }

    Requests plus(Requests other) {
        return merged(other, Quantity::plus);
    }

    Requests minus(Requests other) {
        return merged(new Requests(other.amounts.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().negated()))), Quantity::plus);
    }

    private Requests max(Requests other) {
        return merged(other, Quantity::max);
    }

    private Requests merged(Requests other, BinaryOperator<Quantity> operator) {
        var merged = new TreeMap<>(amounts);
        other.amounts.forEach((resource, quantity) -> merged.merge(resource, quantity, operator));
        return new Requests(merged);
    }
}
