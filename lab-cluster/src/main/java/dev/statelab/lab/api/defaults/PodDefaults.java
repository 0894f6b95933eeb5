package dev.statelab.lab.api.defaults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** Defaults of a pod, and what the usual admission plugins add to a new one. */
final class PodDefaults {

    private static final List<String> NODE_PROBLEMS = List.of("node.kubernetes.io/not-ready",
            "node.kubernetes.io/unreachable");

    private PodDefaults() {}

    static void fill(ObjectNode pod) {
        ObjectNode spec = Fill.object(pod, "spec");
        PodSpecDefaults.fill(spec);
        Fill.flag(spec, "enableServiceLinks", true);
        for (String field : List.of("initContainers", "containers")) {
            Fill.each(spec, field, PodDefaults::requestWhatIsLimited);
        }
        Fill.within(pod, "status", status -> Fill.each(status, "conditions",
                condition -> Fill.nothing(condition, "lastProbeTime")));
    }

    private static void requestWhatIsLimited(ObjectNode container) {
        Fill.within(container, "resources", resources -> Fill.within(resources, "limits", limits -> {
            ObjectNode requests = Fill.object(resources, "requests");
            limits.properties().forEach(limit -> Fill.text(requests, limit.getKey(), limit.getValue().asText()));
        }));
    }

    /** A new pod: tolerations, priority, and the status that it begins with. */
    static void fillNew(ObjectNode pod) {
        ObjectNode spec = Fill.object(pod, "spec");
        fill(pod);
        NODE_PROBLEMS.forEach(problem -> tolerate(spec, problem));
        Fill.number(spec, "priority", 0);
        Fill.text(spec, "preemptionPolicy", "PreemptLowerPriority");
        ObjectNode status = Fill.object(pod, "status");
        status.put("phase", "Pending").put("qosClass", QualityOfService.of(spec));
    }

    private static void tolerate(ObjectNode spec, String taint) {
        boolean tolerated = spec.path("tolerations")
                .valueStream()
                .anyMatch(toleration -> Set.of(taint, "").contains(toleration.path("key").asText())
                        && Set.of("NoExecute", "").contains(toleration.path("effect").asText()));
        if (!tolerated) {
            spec.withArrayProperty("tolerations")
                    .addObject()
                    .put("key", taint)
                    .put("operator", "Exists")
                    .put("effect", "NoExecute")
                    .put("tolerationSeconds", 300);
        }
    }
}
