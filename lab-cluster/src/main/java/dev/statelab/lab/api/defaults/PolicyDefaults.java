package dev.statelab.lab.api.defaults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** Defaults of what says how others may behave: budgets, autoscalers, network policies, roles, priorities, webhooks. */
final class PolicyDefaults {

    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final int USUAL_UTILIZATION = 80;
    private static final int WEBHOOK_SECONDS = 10;
    private static final int HTTPS = 443;

    private PolicyDefaults() {}

    static void fillDisruptionBudget(ObjectNode budget) {
        ObjectNode status = Fill.object(budget, "status");
        for (String count : List.of("currentHealthy", "desiredHealthy", "disruptionsAllowed", "expectedPods")) {
            Fill.number(status, count, 0);
        }
    }

    static void fillAutoscaler(ObjectNode autoscaler) {
        ObjectNode spec = Fill.object(autoscaler, "spec");
        Fill.number(spec, "minReplicas", 1);
        ArrayNode metrics = spec.withArrayProperty("metrics");
        if (metrics.isEmpty()) {
            ObjectNode cpu = metrics.addObject().put("type", "Resource").putObject("resource").put("name", "cpu");
            cpu.putObject("target").put("type", "Utilization").put("averageUtilization", USUAL_UTILIZATION);
        }
        ObjectNode status = Fill.object(autoscaler, "status");
        Fill.nothing(status, "currentMetrics");
        Fill.number(status, "desiredReplicas", 0);
    }

    static void fillNetworkPolicy(ObjectNode policy) {
        ObjectNode spec = Fill.object(policy, "spec");
        Fill.object(spec, "podSelector");
        if (spec.path("policyTypes").isEmpty()) {
            ArrayNode types = spec.withArrayProperty("policyTypes").add("Ingress");
            if (!spec.path("egress").isEmpty()) {
                types.add("Egress");
            }
        }
        for (String direction : List.of("ingress", "egress")) {
            Fill.each(spec, direction,
                    rule -> Fill.each(rule, "ports", port -> Fill.text(port, "protocol", "TCP")));
        }
    }

    static void fillIngress(ObjectNode ingress) {
        Fill.object(ingress, "spec");
        Fill.object(Fill.object(ingress, "status"), "loadBalancer");
    }

    static void fillBinding(ObjectNode binding) {
        Fill.within(binding, "roleRef", role -> Fill.text(role, "apiGroup", RBAC));
        Fill.each(binding, "subjects", subject -> {
            if (Set.of("User", "Group").contains(subject.path("kind").asText())) {
                Fill.text(subject, "apiGroup", RBAC);
            }
        });
    }

    /** A role without rules shows that it has none. */
    static void fillRole(ObjectNode role) {
        Fill.nothing(role, "rules");
    }

    static void fillPriorityClass(ObjectNode priority) {
        Fill.number(priority, "value", 0);
        Fill.text(priority, "preemptionPolicy", "PreemptLowerPriority");
    }

    static void fillMutatingWebhooks(ObjectNode configuration) {
        fillWebhooks(configuration);
        Fill.each(configuration, "webhooks", webhook -> Fill.text(webhook, "reinvocationPolicy", "Never"));
    }

    static void fillWebhooks(ObjectNode configuration) {
        Fill.each(configuration, "webhooks", webhook -> {
            Fill.text(webhook, "failurePolicy", "Fail");
            Fill.text(webhook, "matchPolicy", "Equivalent");
            Fill.object(webhook, "namespaceSelector");
            Fill.object(webhook, "objectSelector");
            Fill.number(webhook, "timeoutSeconds", WEBHOOK_SECONDS);
            Fill.each(webhook, "rules", rule -> Fill.text(rule, "scope", "*"));
            JsonNode client = webhook.path("clientConfig").path("service");
            if (client instanceof ObjectNode service) {
                Fill.number(service, "port", HTTPS);
            }
        });
    }
}
