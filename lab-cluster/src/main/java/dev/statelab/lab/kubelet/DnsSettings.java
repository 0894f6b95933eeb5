package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.lab.container.ResolvConf;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * Whom a pod asks for names: its {@code dnsPolicy}, to which its {@code dnsConfig} is added.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/">DNS for Services and Pods</a>
 */
final class DnsSettings {

    /** Where the cluster's DNS is by custom: the tenth address of its services. */
    static final String CLUSTER_SERVER = "10.43.0.10";

    private static final String NDOTS_IN_CLUSTER = "5";

    private DnsSettings() {}

    static ResolvConf of(Pod pod) {
        var spec = pod.spec();
        var policy = spec.path("dnsPolicy").asText("ClusterFirst");
        boolean onNodesNetwork = spec.path("hostNetwork").asBoolean();
        return with(switch (policy) {
            case "None" -> ResolvConf.empty();
            case "Default" -> ofNode();
            case "ClusterFirstWithHostNet" -> inCluster(pod.namespace());
            default -> onNodesNetwork ? ofNode() : inCluster(pod.namespace());
        }, spec.path("dnsConfig"));
    }

    /** As {@code ClusterFirst} has it in a namespace. */
    static ResolvConf inCluster(String namespace) {
        var options = new LinkedHashMap<String, String>();
        options.put("ndots", NDOTS_IN_CLUSTER);
        return new ResolvConf(List.of(CLUSTER_SERVER),
                List.of(namespace + "." + ClusterDns.ZONE, ClusterDns.ZONE, ClusterDns.DOMAIN), options);
    }

    private static ResolvConf ofNode() {
        return new ResolvConf(List.of(Node.DEFAULT.address()), List.of(), new LinkedHashMap<>());
    }

    private static ResolvConf with(ResolvConf policy, JsonNode config) {
        SequencedMap<String, String> options = new LinkedHashMap<>(policy.options());
        config.path("options").forEach(
                option -> options.put(option.path("name").asText(), option.path("value").asText("")));
        return new ResolvConf(joined(policy.nameServers(), config.path("nameservers")),
                joined(policy.search(), config.path("searches")), options);
    }

    private static List<String> joined(List<String> first, JsonNode then) {
        return Stream.concat(first.stream(), then.valueStream().map(JsonNode::asText)).distinct().toList();
    }
}
