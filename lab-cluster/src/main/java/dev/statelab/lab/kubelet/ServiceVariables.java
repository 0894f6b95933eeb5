package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The variables that tell a container of the services in its namespace.
 *
 * @see <a href="https://kubernetes.io/docs/tutorials/services/connect-applications-service/#environment-variables">
 *      Environment variables</a>
 */
final class ServiceVariables {

    private ServiceVariables() {}

    static Map<String, String> of(List<? extends JsonNode> services) {
        var variables = new TreeMap<String, String>();
        for (var service : services) {
            var ip = service.path("spec").path("clusterIP").asText("None");
            if (!ip.isEmpty() && !ip.equals("None") && !service.path("spec").path("ports").isEmpty()) {
                describe(name(service.path("metadata").path("name").asText()), ip, service.path("spec").path("ports"),
                        variables);
            }
        }
        return variables;
    }

    private static void describe(String prefix, String ip, JsonNode ports, Map<String, String> variables) {
        var first = ports.path(0);
        variables.put(prefix + "_SERVICE_HOST", ip);
        variables.put(prefix + "_SERVICE_PORT", first.path("port").asText());
        variables.put(prefix + "_PORT", url(first, ip));
        for (var port : ports) {
            if (port.has("name")) {
                variables.put(prefix + "_SERVICE_PORT_" + name(port.path("name").asText()),
                        port.path("port").asText());
            }
            var protocol = port.path("protocol").asText("TCP");
            var key = prefix + "_PORT_" + port.path("port").asText() + "_" + protocol;
            variables.put(key, url(port, ip));
            variables.put(key + "_PROTO", protocol.toLowerCase(Locale.ROOT));
            variables.put(key + "_PORT", port.path("port").asText());
            variables.put(key + "_ADDR", ip);
        }
    }

    private static String url(JsonNode port, String ip) {
        return port.path("protocol").asText("TCP").toLowerCase(Locale.ROOT) + "://" + ip + ":"
                + port.path("port").asText();
    }

    private static String name(String text) {
        return text.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
