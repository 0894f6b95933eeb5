package dev.statelab.lab.api.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A Service, and what of it may change. */
final class ServiceValidation {

    private static final Set<String> TYPES = Set.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");

    private ServiceValidation() {}

    static void check(JsonNode service, Errors errors) {
        JsonNode spec = service.path("spec");
        String type = spec.path("type").asText();
        boolean headless = spec.path("clusterIP").asText().equals("None");
        JsonNode ports = spec.path("ports");
        if (ports.isEmpty() && !headless && !type.equals("ExternalName")) {
            errors.add(FieldError.required("spec.ports", ""));
        }
        if (headless && Set.of("LoadBalancer", "NodePort").contains(type)) {
            errors.add(FieldError.invalid("spec.clusterIPs[0]", "None",
                    "may not be set to 'None' for " + type + " services"));
        }
        if (type.equals("ExternalName")) {
            checkExternalName(spec, errors);
        }
        checkPorts(ports, errors);
        MetadataValidation.checkLabels("spec.selector", spec.path("selector"), errors);
        errors.oneOf("spec.sessionAffinity", spec.path("sessionAffinity"), List.of("ClientIP", "None"));
        checkAddresses(spec, errors);
        errors.oneOf("spec.type", spec.path("type"), TYPES);
        checkUniquePorts(type, ports, errors);
    }

    private static void checkExternalName(JsonNode spec, Errors errors) {
        String name = spec.path("externalName").asText();
        if (name.isEmpty()) {
            errors.add(FieldError.required("spec.externalName", ""));
        } else {
            errors.invalid("spec.externalName", name, Syntax.dnsSubdomain(name.replaceAll("\\.$", "")));
        }
    }

    private static void checkPorts(JsonNode ports, Errors errors) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < ports.size(); i++) {
            JsonNode port = ports.get(i);
            String at = "spec.ports[" + i + "]";
            String name = port.path("name").asText();
            if (name.isEmpty() && ports.size() > 1) {
                errors.add(FieldError.required(at + ".name", ""));
            } else if (!name.isEmpty()) {
                errors.invalid(at + ".name", name, Syntax.dnsLabel(name));
                if (!names.add(name)) {
                    errors.add(FieldError.duplicate(at + ".name", TextNode.valueOf(name)));
                }
            }
            errors.port(at + ".port", port.path("port"));
            errors.oneOf(at + ".protocol", port.path("protocol"), List.of("SCTP", "TCP", "UDP"));
            errors.port(at + ".targetPort", port.path("targetPort"));
        }
    }

    private static void checkAddresses(JsonNode spec, Errors errors) {
        JsonNode addresses = spec.path("clusterIPs");
        String first = spec.path("clusterIP").asText();
        if (!first.isEmpty() && !addresses.path(0).asText().equals(first)) {
            errors.add(FieldError.invalid("spec.clusterIPs", addresses, "first value must match `clusterIP`"));
        }
        for (int i = 0; i < addresses.size(); i++) {
            String address = addresses.get(i).asText();
            if (!Syntax.isIpv4(address) && !(i == 0 && address.equals("None"))) {
                errors.add(FieldError.invalid("spec.clusterIPs[" + i + "]", address,
                        "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"));
            }
        }
    }

    private static void checkUniquePorts(String type, JsonNode ports, Errors errors) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < ports.size(); i++) {
            JsonNode port = ports.get(i);
            String at = "spec.ports[" + i + "]";
            if (type.equals("ClusterIP") && port.path("nodePort").asInt() != 0) {
                errors.add(FieldError.forbidden(at + ".nodePort", "may not be used when `type` is 'ClusterIP'"));
            }
            if (!seen.add(port.path("protocol").asText() + port.path("port").asInt())) {
                errors.add(FieldError.duplicate(at, port));
            }
        }
    }

    static void checkUpdate(ObjectNode present, ObjectNode next, Errors errors) {
        boolean external = List.of(type(present), type(next)).contains("ExternalName");
        JsonNode before = present.path("spec").path("clusterIPs");
        JsonNode after = next.path("spec").path("clusterIPs");
        if (external || before.isEmpty()) {
            return;
        }
        if (after.isEmpty()) {
            errors.add(FieldError.invalid("spec.clusterIPs[0]", after, "primary clusterIP can not be unset"));
        } else if (!before.get(0).equals(after.get(0))) {
            errors.add(FieldError.invalid("spec.clusterIPs[0]", after, "may not change once set"));
        }
    }

    private static String type(JsonNode service) {
        return service.path("spec").path("type").asText();
    }
}
