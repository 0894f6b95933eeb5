package dev.statelab.lab.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ApiServer;
import dev.statelab.lab.api.Part;
import dev.statelab.lab.api.Refusal;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.WriteOptions;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.select.LabelSelector;
import dev.statelab.lab.time.LabClock;
import java.util.List;
import java.util.Set;

/**
 * Deletes a pod unless a PodDisruptionBudget forbids it: {@code kubectl drain}. The rules and words are those of
 * {@code pkg/registry/core/pod/storage/eviction.go}.
 */
final class Evictions {

    private static final Set<String> PHASES_WITHOUT_SERVICE = Set.of("Pending", "Succeeded", "Failed");
    private static final int RETRY_SECONDS = 10;

    private final ApiServer api;
    private final LabClock clock;

    Evictions(ApiServer api, LabClock clock) {
        this.api = api;
        this.clock = clock;
    }

    Reply evict(Request request, Target.Objects target) throws ApiException {
        FieldChecks checks = FieldChecks.of(request);
        ObjectNode eviction = checks.check(ResourceTypes.EVICTION,
                api.decoder().decode(ResourceTypes.EVICTION, request.body(), request.language()));
        ObjectNode pod = api.get(ResourceTypes.POD, target.namespace(), target.name());
        if (!Metadata.name(eviction).equals(target.name())) {
            throw Refusal.badRequest("name in URL does not match name in Eviction object");
        }
        JsonNode deletion = eviction.path("deleteOptions");
        WriteOptions options = Deletions.writeOptions(request, deletion);
        boolean serves = !PHASES_WITHOUT_SERVICE.contains(pod.at("/status/phase").asText())
                && !Metadata.isTerminating(pod);
        if (serves) {
            spend(pod, options);
            mark(pod, options);
        }
        api.delete(ResourceTypes.POD, target.namespace(), target.name(), Deletions.options(request, deletion), options);
        return checks.reply(201, success());
    }

    /** Takes one disruption from the budget of the pod; 429 where none is left. */
    private void spend(ObjectNode pod, WriteOptions options) throws ApiException {
        List<ObjectNode> budgets = api.list(ResourceTypes.POD_DISRUPTION_BUDGET, Metadata.namespace(pod)).items()
                .stream()
                .filter(budget -> LabelSelector.of(budget.at("/spec/selector")).matches(Metadata.labels(pod)))
                .toList();
        if (budgets.size() > 1) {
            throw Refusal.internalError("This pod has more than one PodDisruptionBudget, which the eviction subresource"
                    + " does not support.");
        }
        if (!budgets.isEmpty() && !isFree(pod, budgets.getFirst())) {
            api.update(ResourceTypes.POD_DISRUPTION_BUDGET, Metadata.namespace(pod), Metadata.name(budgets.getFirst()),
                    Part.STATUS, present -> spent(present, pod), options);
        }
    }

    /** A pod that is not ready costs nothing where the others are enough, or where the budget says so. */
    private static boolean isFree(ObjectNode pod, ObjectNode budget) {
        boolean ready = pod.at("/status/conditions").valueStream()
                .anyMatch(condition -> condition.path("type").asText().equals("Ready")
                        && condition.path("status").asText().equals("True"));
        int desired = budget.at("/status/desiredHealthy").asInt();
        boolean enough = desired > 0 && budget.at("/status/currentHealthy").asInt() >= desired;
        return !ready && (enough || budget.at("/spec/unhealthyPodEvictionPolicy").asText().equals("AlwaysAllow"));
    }

    private ObjectNode spent(ObjectNode budget, ObjectNode pod) throws ApiException {
        ObjectNode next = budget.deepCopy();
        ObjectNode status = next.withObjectProperty("status");
        if (status.path("observedGeneration").asLong() < Metadata.generation(budget)) {
            ApiException refusal = Refusal.tooManyRequests(
                    "Cannot evict pod as it would violate the pod's disruption budget.", RETRY_SECONDS);
            throw because(refusal,
                    "The disruption budget " + Metadata.name(budget) + " is still being processed by the server.");
        }
        int allowed = status.path("disruptionsAllowed").asInt();
        if (allowed <= 0) {
            ObjectNode refusal = Refusal.status(429, "TooManyRequests",
                    "Cannot evict pod as it would violate the pod's disruption budget.");
            throw because(new ApiException(refusal), "The disruption budget " + Metadata.name(budget) + " needs "
                    + status.path("desiredHealthy").asInt() + " healthy pods and has "
                    + status.path("currentHealthy").asInt() + " currently");
        }
        status.put("disruptionsAllowed", allowed - 1);
        status.withObjectProperty("disruptedPods").put(Metadata.name(pod), Metadata.time(clock.now()));
        return next;
    }

    private static ApiException because(ApiException refusal, String cause) {
        refusal.status().withObjectProperty("details").withArrayProperty("causes").addObject()
                .put("reason", "DisruptionBudget").put("message", cause);
        return refusal;
    }

    /** The pod says why it goes. */
    private void mark(ObjectNode pod, WriteOptions options) throws ApiException {
        api.update(ResourceTypes.POD, Metadata.namespace(pod), Metadata.name(pod), Part.STATUS, present -> {
            ObjectNode next = present.deepCopy();
            next.withObjectProperty("status").withArrayProperty("conditions").addObject()
                    .put("type", "DisruptionTarget").put("status", "True").putNull("lastProbeTime")
                    .put("lastTransitionTime", Metadata.time(clock.now())).put("reason", "EvictionByEvictionAPI")
                    .put("message", "Eviction API: evicting");
            return next;
        }, options);
    }

    /** What a subresource answers that made something and has nothing to show. */
    static ObjectNode success() {
        ObjectNode status = JsonNodeFactory.instance.objectNode().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        return status.put("status", "Success").put("code", 201);
    }
}
