package dev.statelab.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.validation.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Gives Services their cluster addresses, of 10.43.0.0/16, and their node ports, of 30000 to 32767. */
final class ServiceAddresses {

    private static final String NETWORK = "10.43.";
    private static final int FIRST_NODE_PORT = 30_000;
    private static final int NODE_PORTS = 2_768;

    private final RandomGenerator random;
    private final Map<String, String> owners = new ConcurrentHashMap<>();

    ServiceAddresses(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Fills in what the service does not say, and reserves all of it.
     *
     * @param present the service as it is; empty for a new one
     * @return what another service already has
     */
    List<FieldError> assign(ObjectNode service, Optional<ObjectNode> present) {
        ObjectNode spec = service.withObjectProperty("spec");
        String type = spec.path("type").asText();
        if (type.equals("ExternalName")) {
            spec.remove(List.of("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"));
            return List.of();
        }
        List<FieldError> errors = new ArrayList<>();
        present.ifPresent(before -> keep(spec, before.path("spec")));
        align(spec, present);
        assignAddress(service, spec, errors);
        if (type.equals("NodePort") || type.equals("LoadBalancer")) {
            assignNodePorts(service, spec, errors);
        }
        if (spec.path("ipFamilies").isEmpty()) {
            spec.putArray("ipFamilies").add("IPv4");
        }
        if (!spec.has("ipFamilyPolicy")) {
            spec.put("ipFamilyPolicy", "SingleStack");
        }
        return errors;
    }

    /** An update that does not mention the address leaves it. */
    private static void keep(ObjectNode spec, JsonNode before) {
        if (spec.path("clusterIP").asText().isEmpty() && spec.path("clusterIPs").isEmpty() && before.has("clusterIP")) {
            spec.set("clusterIP", before.path("clusterIP"));
            spec.set("clusterIPs", before.path("clusterIPs").deepCopy());
        }
    }

    /** {@code clusterIP} and {@code clusterIPs[0]} are the same; the one that was changed counts. */
    private static void align(ObjectNode spec, Optional<ObjectNode> present) {
        String single = spec.path("clusterIP").asText();
        String before = present.map(service -> service.path("spec").path("clusterIP").asText()).orElse("");
        boolean singleCounts = !single.isEmpty() && !single.equals(before);
        if (singleCounts && (spec.path("clusterIPs").isEmpty()
                || spec.path("clusterIPs").path(0).asText().equals(before))) {
            spec.putArray("clusterIPs").add(single);
        } else if (single.isEmpty() && !spec.path("clusterIPs").isEmpty()) {
            spec.set("clusterIP", spec.path("clusterIPs").get(0));
        }
    }

    private void assignAddress(ObjectNode service, ObjectNode spec, List<FieldError> errors) {
        String wanted = spec.path("clusterIP").asText();
        if (wanted.isEmpty()) {
            String address = reserveAny(service, () -> NETWORK + random.nextInt(1, 256) + "." + random.nextInt(1, 255));
            spec.put("clusterIP", address).putArray("clusterIPs").add(address);
        } else if (!wanted.equals("None") && !reserve(service, wanted)) {
            errors.add(FieldError.invalid("spec.clusterIPs", spec.path("clusterIPs"),
                    "failed to allocate IP " + wanted + ": provided IP is already allocated"));
        }
    }

    private void assignNodePorts(ObjectNode service, ObjectNode spec, List<FieldError> errors) {
        JsonNode ports = spec.path("ports");
        for (int i = 0; i < ports.size(); i++) {
            int wanted = ports.get(i).path("nodePort").asInt();
            if (wanted == 0) {
                String port = reserveAny(service,
                        () -> Integer.toString(FIRST_NODE_PORT + random.nextInt(NODE_PORTS)));
                ((ObjectNode) ports.get(i)).put("nodePort", Integer.parseInt(port));
            } else if (wanted < FIRST_NODE_PORT || wanted >= FIRST_NODE_PORT + NODE_PORTS) {
                errors.add(FieldError.invalid("spec.ports[" + i + "].nodePort", ports.get(i).path("nodePort"),
                        "provided port is not in the valid range. The range of valid ports is 30000-32767"));
            } else if (!reserve(service, Integer.toString(wanted))) {
                errors.add(FieldError.invalid("spec.ports[" + i + "].nodePort", ports.get(i).path("nodePort"),
                        "provided port is already allocated"));
            }
        }
    }

    private String reserveAny(ObjectNode service, Supplier<String> candidates) {
        while (true) {
            String candidate = candidates.get();
            if (owners.putIfAbsent(candidate, owner(service)) == null) {
                return candidate;
            }
        }
    }

    private boolean reserve(ObjectNode service, String wanted) {
        String present = owners.putIfAbsent(wanted, owner(service));
        return present == null || present.equals(owner(service));
    }

    /** Reserves what a service has already. */
    void occupy(ObjectNode service) {
        reserved(service).forEach(address -> owners.put(address, owner(service)));
    }

    /** Gives back what a service has, but for what it keeps. */
    void release(ObjectNode service, Optional<ObjectNode> kept) {
        Set<String> given = reserved(service);
        kept.ifPresent(still -> given.removeAll(reserved(still)));
        given.forEach(address -> owners.remove(address, owner(service)));
    }

    private static Set<String> reserved(ObjectNode service) {
        Set<String> reserved = new HashSet<>();
        reserved.add(service.path("spec").path("clusterIP").asText());
        service.path("spec").path("ports").forEach(port -> reserved.add(port.path("nodePort").asText()));
        return reserved;
    }

    private static String owner(ObjectNode service) {
        return Metadata.namespace(service) + "/" + Metadata.name(service);
    }
}
