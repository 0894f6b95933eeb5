package dev.statelab.lab.api.http.table;

import static dev.statelab.lab.api.http.table.Cells.NONE;
import static dev.statelab.lab.api.http.table.Cells.UNSET;
import static dev.statelab.lab.api.http.table.Cells.joined;
import static dev.statelab.lab.api.http.table.Column.AGE;
import static dev.statelab.lab.api.http.table.Column.NAME;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.object.Metadata;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The columns of each type, as Kubernetes 1.32 prints them. */
final class Columns {

    private static final List<Column> USUAL = List.of(NAME, AGE);

    private static final Map<ResourceType, List<Column>> OF_CORE_TYPE = Map.ofEntries(
            Map.entry(ResourceTypes.POD, pods()),
            Map.entry(ResourceTypes.SERVICE, List.of(NAME,
                    Column.text("Type", "/spec/type", ""),
                    Column.text("Cluster-IP", "/spec/clusterIP", NONE),
                    Column.text("External-IP", Columns::externalIp),
                    Column.text("Port(s)", Columns::ports),
                    AGE,
                    Column.text("Selector", service -> Cells.labels(service.at("/spec/selector"))).wide())),
            Map.entry(ResourceTypes.PERSISTENT_VOLUME_CLAIM, List.of(NAME,
                    Column.text("Status", Columns::phase),
                    Column.text("Volume", "/spec/volumeName", ""),
                    Column.text("Capacity", "/status/capacity/storage", ""),
                    Column.text("Access Modes", claim -> accessModes(claim.path("status").path("accessModes"))),
                    Column.text("StorageClass", "/spec/storageClassName", ""),
                    Column.text("VolumeAttributesClass", "/spec/volumeAttributesClassName", UNSET),
                    AGE,
                    Column.text("VolumeMode", "/spec/volumeMode", UNSET).wide())),
            Map.entry(ResourceTypes.PERSISTENT_VOLUME, List.of(NAME,
                    Column.text("Capacity", "/spec/capacity/storage", ""),
                    Column.text("Access Modes", volume -> accessModes(volume.path("spec").path("accessModes"))),
                    Column.text("Reclaim Policy", "/spec/persistentVolumeReclaimPolicy", ""),
                    Column.text("Status", Columns::phase),
                    Column.text("Claim", Columns::claim),
                    Column.text("StorageClass", "/spec/storageClassName", ""),
                    Column.text("VolumeAttributesClass", "/spec/volumeAttributesClassName", UNSET),
                    Column.text("Reason", "/status/reason", ""),
                    AGE,
                    Column.text("VolumeMode", "/spec/volumeMode", UNSET).wide())),
            Map.entry(ResourceTypes.STORAGE_CLASS, List.of(Column.name(Columns::storageClassName),
                    Column.text("Provisioner", "/provisioner", ""),
                    Column.text("ReclaimPolicy", "/reclaimPolicy", "Delete"),
                    Column.text("VolumeBindingMode", "/volumeBindingMode", "Immediate"),
                    Column.text("AllowVolumeExpansion", "/allowVolumeExpansion", "false"),
                    AGE)),
            Map.entry(ResourceTypes.NODE, List.of(NAME,
                    Column.text("Status", node -> (Cells.conditions(node).contains("Ready") ? "Ready" : "NotReady")
                            + (node.at("/spec/unschedulable").asBoolean() ? ",SchedulingDisabled" : "")),
                    Column.text("Roles", Columns::roles),
                    AGE,
                    Column.text("Version", "/status/nodeInfo/kubeletVersion", ""),
                    Column.text("Internal-IP", node -> address(node, "InternalIP")).wide(),
                    Column.text("External-IP", node -> address(node, "ExternalIP")).wide(),
                    Column.text("OS-Image", "/status/nodeInfo/osImage", "<unknown>").wide(),
                    Column.text("Kernel-Version", "/status/nodeInfo/kernelVersion", "<unknown>").wide(),
                    Column.text("Container-Runtime", "/status/nodeInfo/containerRuntimeVersion", "<unknown>").wide())),
            Map.entry(ResourceTypes.NAMESPACE, List.of(NAME, Column.text("Status", "/status/phase", ""), AGE)),
            Map.entry(ResourceTypes.CONFIG_MAP, List.of(NAME, dataCount(), AGE)),
            Map.entry(ResourceTypes.SECRET, List.of(NAME, Column.text("Type", "/type", ""), dataCount(), AGE)),
            Map.entry(ResourceTypes.SERVICE_ACCOUNT, List.of(NAME, Column.sized("Secrets", "/secrets"), AGE)),
            Map.entry(ResourceTypes.ENDPOINTS, List.of(NAME, Column.text("Endpoints", Columns::endpoints), AGE)),
            Map.entry(ResourceTypes.ENDPOINT_SLICE, List.of(NAME,
                    Column.text("AddressType", "/addressType", ""),
                    Column.text("Ports", slice -> joined(slice.path("ports"), port -> port.path("port").asText())),
                    Column.text("Endpoints", slice -> joined(slice.path("endpoints"),
                            endpoint -> endpoint.path("addresses").path(0).asText())),
                    AGE)),
            Map.entry(ResourceTypes.CONTROLLER_REVISION, List.of(NAME,
                    Column.text("Controller", Columns::controller), Column.text("Revision", "/revision", "0"), AGE)),
            Map.entry(ResourceTypes.LEASE, List.of(NAME, Column.text("Holder", "/spec/holderIdentity", ""), AGE)),
            Map.entry(ResourceTypes.EVENT, events()));

    private Columns() {}

    static List<Column> of(ResourceType type) {
        return Stream.of(OF_CORE_TYPE, WorkloadColumns.OF_TYPE, PolicyColumns.OF_TYPE)
                .filter(columns -> columns.containsKey(type))
                .findFirst()
                .map(columns -> columns.get(type))
                .orElse(USUAL);
    }

    private static List<Column> pods() {
        return List.of(NAME,
                Column.timed("Ready", (pod, now) -> PodSummary.of(pod, now).ready()),
                Column.timed("Status", (pod, now) -> PodSummary.of(pod, now).status()),
                Column.timed("Restarts", (pod, now) -> PodSummary.of(pod, now).restarts()),
                AGE,
                Column.text("IP", "/status/podIP", NONE).wide(),
                Column.text("Node", "/spec/nodeName", NONE).wide(),
                Column.text("Nominated Node", "/status/nominatedNodeName", NONE).wide(),
                Column.text("Readiness Gates", Columns::readinessGates).wide());
    }

    private static List<Column> events() {
        return List.of(Column.time("Last Seen", "/lastTimestamp"),
                Column.text("Type", "/type", ""),
                Column.text("Reason", "/reason", ""),
                Column.text("Object", event -> event.at("/involvedObject/kind").asText().toLowerCase(Locale.ROOT) + "/"
                        + event.at("/involvedObject/name").asText()),
                Column.text("Subobject", "/involvedObject/fieldPath", "").wide(),
                Column.text("Source", "/source/component", "").wide(),
                Column.text("Message", event -> event.path("message").asText().strip()),
                Column.time("First Seen", "/firstTimestamp").wide(),
                Column.text("Count", "/count", "1").wide(),
                NAME.wide());
    }

    private static Column dataCount() {
        return new Column("Data", "string", "", 0,
                (object, _) -> IntNode.valueOf(object.path("data").size() + object.path("binaryData").size()));
    }

    private static String readinessGates(JsonNode pod) {
        JsonNode gates = pod.path("spec").path("readinessGates");
        long open = gates.valueStream()
                .filter(gate -> Cells.conditions(pod).contains(gate.path("conditionType").asText()))
                .count();
        return gates.isEmpty() ? NONE : open + "/" + gates.size();
    }

    private static String phase(JsonNode object) {
        return Metadata.isTerminating(object) ? "Terminating" : object.path("status").path("phase").asText();
    }

    private static String externalIp(JsonNode service) {
        JsonNode spec = service.path("spec");
        String external = String.join(",", Metadata.strings(spec.path("externalIPs")));
        return switch (spec.path("type").asText()) {
            case "ExternalName" -> spec.path("externalName").asText();
            case "LoadBalancer" -> external.isEmpty() ? "<pending>" : external;
            default -> external.isEmpty() ? NONE : external;
        };
    }

    private static String ports(JsonNode service) {
        return joined(service.path("spec").path("ports"), port -> {
            String node = port.path("nodePort").asInt() > 0 ? ":" + port.path("nodePort").asInt() : "";
            return port.path("port").asInt() + node + "/" + port.path("protocol").asText();
        });
    }

    private static String accessModes(JsonNode modes) {
        Map<String, String> shortNames = Map.of("ReadWriteOnce", "RWO", "ReadOnlyMany", "ROX", "ReadWriteMany", "RWX",
                "ReadWriteOncePod", "RWOP");
        return modes.valueStream()
                .map(mode -> shortNames.getOrDefault(mode.asText(), mode.asText()))
                .collect(Collectors.joining(","));
    }

    private static String claim(JsonNode volume) {
        JsonNode reference = volume.path("spec").path("claimRef");
        return reference.isObject() ? reference.path("namespace").asText() + "/" + reference.path("name").asText() : "";
    }

    private static String storageClassName(JsonNode storageClass) {
        boolean isDefault = storageClass.path("metadata")
                .path("annotations")
                .path("storageclass.kubernetes.io/is-default-class")
                .asText()
                .equals("true");
        return Metadata.name(storageClass) + (isDefault ? " (default)" : "");
    }

    private static String roles(JsonNode node) {
        String prefix = "node-role.kubernetes.io/";
        String roles = Metadata.labels(node)
                .keySet()
                .stream()
                .filter(label -> label.startsWith(prefix))
                .map(label -> label.substring(prefix.length()))
                .sorted()
                .collect(Collectors.joining(","));
        return roles.isEmpty() ? NONE : roles;
    }

    private static String address(JsonNode node, String type) {
        return node.path("status")
                .path("addresses")
                .valueStream()
                .filter(address -> address.path("type").asText().equals(type))
                .map(address -> address.path("address").asText())
                .findFirst()
                .orElse(NONE);
    }

    private static String endpoints(JsonNode endpoints) {
        List<String> all = endpoints.path("subsets").valueStream().flatMap(Columns::endpointsOfSubset).toList();
        if (all.isEmpty()) {
            return NONE;
        }
        String first = all.stream().limit(3).collect(Collectors.joining(","));
        return all.size() > 3 ? first + " + " + (all.size() - 3) + " more..." : first;
    }

    private static Stream<String> endpointsOfSubset(JsonNode subset) {
        Stream<String> ports = subset.path("ports").isEmpty()
                ? Stream.of("")
                : subset.path("ports").valueStream().map(port -> ":" + port.path("port").asText());
        return ports.flatMap(port -> subset.path("addresses")
                .valueStream()
                .map(address -> address.path("ip").asText() + port));
    }

    private static String controller(JsonNode object) {
        return object.path("metadata")
                .path("ownerReferences")
                .valueStream()
                .filter(owner -> owner.path("controller").asBoolean())
                .map(owner -> {
                    String apiVersion = owner.path("apiVersion").asText();
                    String group = apiVersion.contains("/")
                            ? "." + apiVersion.substring(0, apiVersion.indexOf('/'))
                            : "";
                    return owner.path("kind").asText().toLowerCase(Locale.ROOT) + group + "/"
                            + owner.path("name").asText();
                })
                .findFirst()
                .orElse(NONE);
    }
}
