package dev.statelab.lab.api.http.table;

import static dev.statelab.lab.api.http.table.Cells.joined;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.select.LabelSelector;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The columns of roles, of what leads traffic into the cluster, and of limits. */
final class PolicyColumns {

    static final Map<ResourceType, List<Column>> OF_TYPE = Map.ofEntries(
            Map.entry(ResourceTypes.ROLE, List.of(Column.NAME, createdAt())),
            Map.entry(ResourceTypes.CLUSTER_ROLE, List.of(Column.NAME, createdAt())),
            Map.entry(ResourceTypes.ROLE_BINDING, bindings()),
            Map.entry(ResourceTypes.CLUSTER_ROLE_BINDING, bindings()),
            Map.entry(ResourceTypes.INGRESS, List.of(Column.NAME,
                    Column.text("Class", "/spec/ingressClassName", Cells.NONE),
                    Column.text("Hosts", PolicyColumns::hosts),
                    Column.text("Address", ingress -> ingress.at("/status/loadBalancer/ingress")
                            .valueStream()
                            .map(point -> point.path("ip").asText(point.path("hostname").asText()))
                            .collect(Collectors.joining(","))),
                    Column.text("Ports", ingress -> ingress.at("/spec/tls").isEmpty() ? "80" : "80, 443"),
                    Column.AGE)),
            Map.entry(ResourceTypes.INGRESS_CLASS, List.of(Column.NAME,
                    Column.text("Controller", "/spec/controller", ""),
                    Column.text("Parameters", PolicyColumns::parameters),
                    Column.AGE)),
            Map.entry(ResourceTypes.NETWORK_POLICY, List.of(Column.NAME,
                    Column.text("Pod-Selector",
                            policy -> Cells.orNone(LabelSelector.of(policy.at("/spec/podSelector")).toString())),
                    Column.AGE)),
            Map.entry(ResourceTypes.LIMIT_RANGE, List.of(Column.NAME, createdAt())),
            Map.entry(ResourceTypes.RESOURCE_QUOTA, List.of(Column.NAME,
                    Column.text("Request", quota -> used(quota, false)),
                    Column.text("Limit", quota -> used(quota, true)),
                    Column.AGE)),
            Map.entry(ResourceTypes.PRIORITY_CLASS, List.of(Column.NAME,
                    Column.count("Value", "/value"),
                    Column.text("Global-Default", "/globalDefault", "false"),
                    Column.AGE,
                    Column.text("PreemptionPolicy", "/preemptionPolicy", ""))),
            Map.entry(ResourceTypes.RUNTIME_CLASS, List.of(Column.NAME, Column.text("Handler", "/handler", ""),
                    Column.AGE)),
            Map.entry(ResourceTypes.VOLUME_ATTACHMENT, List.of(Column.NAME,
                    Column.text("Attacher", "/spec/attacher", ""),
                    Column.text("PV", "/spec/source/persistentVolumeName", ""),
                    Column.text("Node", "/spec/nodeName", ""),
                    Column.text("Attached", "/status/attached", "false"),
                    Column.AGE)),
            Map.entry(ResourceTypes.CSI_NODE, List.of(Column.NAME, Column.sized("Drivers", "/spec/drivers"),
                    Column.AGE)),
            Map.entry(ResourceTypes.MUTATING_WEBHOOK, List.of(Column.NAME, Column.sized("Webhooks", "/webhooks"),
                    Column.AGE)),
            Map.entry(ResourceTypes.VALIDATING_WEBHOOK, List.of(Column.NAME, Column.sized("Webhooks", "/webhooks"),
                    Column.AGE)),
            Map.entry(ResourceTypes.CUSTOM_RESOURCE_DEFINITION, List.of(Column.NAME, createdAt())),
            Map.entry(ResourceTypes.CERTIFICATE_SIGNING_REQUEST, List.of(Column.NAME,
                    Column.AGE,
                    Column.text("SignerName", "/spec/signerName", Cells.NONE),
                    Column.text("Requestor", "/spec/username", ""),
                    Column.text("RequestedDuration", "/spec/expirationSeconds", Cells.NONE),
                    Column.text("Condition", PolicyColumns::approval))));

    private PolicyColumns() {}

    private static Column createdAt() {
        return Column.text("Created At", "/metadata/creationTimestamp", "");
    }

    private static List<Column> bindings() {
        return List.of(Column.NAME,
                Column.text("Role", binding -> binding.at("/roleRef/kind").asText() + "/"
                        + binding.at("/roleRef/name").asText()),
                Column.AGE,
                Column.text("Users", binding -> subjects(binding, "User")).wide(),
                Column.text("Groups", binding -> subjects(binding, "Group")).wide(),
                Column.text("ServiceAccounts", binding -> subjects(binding, "ServiceAccount")).wide());
    }

    private static String subjects(JsonNode binding, String kind) {
        return binding.path("subjects")
                .valueStream()
                .filter(subject -> subject.path("kind").asText().equals(kind))
                .map(subject -> kind.equals("ServiceAccount")
                        ? subject.path("namespace").asText() + "/" + subject.path("name").asText()
                        : subject.path("name").asText())
                .collect(Collectors.joining(", "));
    }

    private static String hosts(JsonNode ingress) {
        List<String> hosts = ingress.at("/spec/rules")
                .valueStream()
                .map(rule -> rule.path("host").asText())
                .filter(host -> !host.isEmpty())
                .toList();
        if (hosts.isEmpty()) {
            return "*";
        }
        String first = hosts.stream().limit(3).collect(Collectors.joining(","));
        return hosts.size() > 3 ? first + " + " + (hosts.size() - 3) + " more..." : first;
    }

    private static String parameters(JsonNode ingressClass) {
        JsonNode parameters = ingressClass.at("/spec/parameters");
        String kind = Stream.of(parameters.path("kind").asText(), parameters.path("apiGroup").asText())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("."));
        return parameters.isObject() ? kind + "/" + parameters.path("name").asText() : Cells.NONE;
    }

    private static String used(JsonNode quota, boolean limits) {
        return quota.at("/status/hard")
                .properties()
                .stream()
                .filter(entry -> entry.getKey().startsWith("limits") == limits)
                .map(entry -> entry.getKey() + ": " + quota.at("/status/used").path(entry.getKey()).asText("0") + "/"
                        + entry.getValue().asText())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String approval(JsonNode request) {
        String conditions = joined(request.at("/status/conditions"), condition -> condition.path("type").asText());
        return conditions.equals(Cells.NONE) ? "Pending" : conditions;
    }
}
