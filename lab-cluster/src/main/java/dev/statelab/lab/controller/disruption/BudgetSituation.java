package dev.statelab.lab.controller.disruption;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.controller.workload.Conditions;
import dev.statelab.lab.controller.workload.WorkloadPod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A PodDisruptionBudget, the pods that it selects, and what they come to.
 *
 * @param controllersWant of these pods
 * @see <a href="https://kubernetes.io/docs/tasks/run-application/configure-pdb/">Specifying a disruption budget</a>
 */
record BudgetSituation(ObjectNode budget, List<WorkloadPod> pods, ExpectedPods controllersWant, Instant now) {

    /** How long an evicted pod that has not gone yet counts as gone. */
    private static final Duration EVICTION = Duration.ofMinutes(2);

    private static final String ALLOWED = "DisruptionAllowed";
    private static final String DISRUPTED = "disruptedPods";

    BudgetSituation {
        pods = List.copyOf(pods);
    }

    /** How many pods there should be, and how many of them healthy. */
    private record Demand(int expected, int desired) {}

    ObjectNode status() {
        return switch (controllersWant) {
            case ExpectedPods.Unknown(String problem) when !countsPodsAlone() -> unknown(problem);
            case ExpectedPods.Unknown _ -> known(demand(0));
            case ExpectedPods.Count(int wanted) -> known(demand(wanted));
        };
    }

    private JsonNode spec() {
        return budget.path("spec");
    }

    private boolean countsPodsAlone() {
        return !spec().has("maxUnavailable") && spec().path("minAvailable").isInt();
    }

    private Demand demand(int wanted) {
        if (spec().has("maxUnavailable")) {
            return new Demand(wanted, Math.max(0, wanted - share(spec().path("maxUnavailable"), wanted)));
        }
        return countsPodsAlone()
                ? new Demand(pods.size(), spec().path("minAvailable").asInt())
                : new Demand(wanted, share(spec().path("minAvailable"), wanted));
    }

    /** A number, or a percentage of a whole, rounded up. */
    private static int share(JsonNode amount, int whole) {
        return amount.isTextual() && amount.asText().endsWith("%")
                ? Math.ceilDiv(whole * Integer.parseInt(amount.asText().substring(0, amount.asText().length() - 1)),
                        100)
                : amount.asInt();
    }

    private ObjectNode known(Demand demand) {
        var disrupted = disrupted();
        int healthy = (int) pods.stream().filter(pod -> pod.isReady() && !pod.isTerminating())
                .filter(pod -> !disrupted.has(pod.meta().name())).count();
        int allowed = demand.expected() > 0 ? Math.max(0, healthy - demand.desired()) : 0;
        var status = present();
        status.put("currentHealthy", healthy).put("desiredHealthy", demand.desired())
                .put("disruptionsAllowed", allowed).put("expectedPods", demand.expected())
                .put("observedGeneration", Metadata.generation(budget));
        status.remove(DISRUPTED);
        if (!disrupted.isEmpty()) {
            status.set(DISRUPTED, disrupted);
        }
        return condition(status, allowed > 0, allowed > 0 ? "SufficientPods" : "InsufficientPods", "");
    }

    private ObjectNode unknown(String problem) {
        return condition(present().put("disruptionsAllowed", 0), false, "SyncFailed", problem);
    }

    private ObjectNode present() {
        return budget.path("status") instanceof ObjectNode known
                ? known.deepCopy()
                : JsonNodeFactory.instance.objectNode();
    }

    /** The pods that were evicted and are still there, by name, with the time of their eviction. */
    private ObjectNode disrupted() {
        var known = JsonNodeFactory.instance.objectNode();
        budget.path("status").path(DISRUPTED).forEachEntry((name, time) -> {
            boolean stays = pods.stream().anyMatch(pod -> pod.meta().name().equals(name) && !pod.isTerminating());
            if (stays && Instant.parse(time.asText()).plus(EVICTION).isAfter(now)) {
                known.set(name, time);
            }
        });
        return known;
    }

    private ObjectNode condition(ObjectNode status, boolean allowed, String reason, String message) {
        var text = allowed ? "True" : "False";
        var since = Conditions.find(status, ALLOWED).filter(old -> old.path("status").asText().equals(text))
                .map(old -> old.path("lastTransitionTime").asText()).orElseGet(() -> Metadata.time(now));
        Conditions.remove(status, ALLOWED);
        status.withArrayProperty("conditions").addObject().put("type", ALLOWED).put("status", text)
                .put("observedGeneration", Metadata.generation(budget)).put("lastTransitionTime", since)
                .put("reason", reason).put("message", message);
        return status;
    }
}
