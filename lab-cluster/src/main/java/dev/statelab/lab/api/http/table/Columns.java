package dev.statelab.lab.api.http.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.select.LabelSelector;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The columns of each type, as Kubernetes 1.32 prints them. */
final class Columns {

    private static final String NONE = "<none>";
    private static final String UNSET = "<unset>";
    private static final Column NAME = Column.name(Metadata::name);
    private static final Column AGE = Column.time("Age", "/metadata/creationTimestamp");
    private static final List<Column> USUAL = List.of(NAME, AGE);

    private static final Map<ResourceType, List<Column>> OF_TYPE = Map.ofEntries(
            Map.entry(ResourceTypes.POD, pods()),
            Map.entry(ResourceTypes.STATEFUL_SET, List.of(NAME,
                    Column.text("Ready", set -> set.path("status").path("readyReplicas").asInt() + "/"
                            + set.path("spec").path("replicas").asInt()),
                    AGE,
                    Column.text("Containers", set -> containers(set, "name")).wide(),
                    Column.text("Images", set -> containers(set, "image")).wide())),
            Map.entry(ResourceTypes.SERVICE, List.of(NAME,
                    text("Type", "/spec/type", ""),
                    text("Cluster-IP", "/spec/clusterIP", NONE),
                    Column.text("External-IP", Columns::externalIp),
                    Column.text("Port(s)", Columns::ports),
                    AGE,
                    Column.text("Selector", Columns::selector).wide())),
            Map.entry(ResourceTypes.PERSISTENT_VOLUME_CLAIM, List.of(NAME,
                    Column.text("Status", Columns::phase),
                    text("Volume", "/spec/volumeName", ""),
                    text("Capacity", "/status/capacity/storage", ""),
                    Column.text("Access Modes", claim -> accessModes(claim.path("status").path("accessModes"))),
                    text("StorageClass", "/spec/storageClassName", ""),
                    text("VolumeAttributesClass", "/spec/volumeAttributesClassName", UNSET),
                    AGE,
                    text("VolumeMode", "/spec/volumeMode", UNSET).wide())),
            Map.entry(ResourceTypes.PERSISTENT_VOLUME, List.of(NAME,
                    text("Capacity", "/spec/capacity/storage", ""),
                    Column.text("Access Modes", volume -> accessModes(volume.path("spec").path("accessModes"))),
                    text("Reclaim Policy", "/spec/persistentVolumeReclaimPolicy", ""),
                    Column.text("Status", Columns::phase),
                    Column.text("Claim", Columns::claim),
                    text("StorageClass", "/spec/storageClassName", ""),
                    text("VolumeAttributesClass", "/spec/volumeAttributesClassName", UNSET),
                    text("Reason", "/status/reason", ""),
                    AGE,
                    text("VolumeMode", "/spec/volumeMode", UNSET).wide())),
            Map.entry(ResourceTypes.STORAGE_CLASS, List.of(Column.name(Columns::storageClassName),
                    text("Provisioner", "/provisioner", ""),
                    text("ReclaimPolicy", "/reclaimPolicy", "Delete"),
                    text("VolumeBindingMode", "/volumeBindingMode", "Immediate"),
                    text("AllowVolumeExpansion", "/allowVolumeExpansion", "false"),
                    AGE)),
            Map.entry(ResourceTypes.NODE, List.of(NAME,
                    Column.text("Status", node -> PodSummary.hasCondition(node, "Ready") ? "Ready" : "NotReady"),
                    Column.text("Roles", Columns::roles),
                    AGE,
                    text("Version", "/status/nodeInfo/kubeletVersion", ""),
                    Column.text("Internal-IP", node -> address(node, "InternalIP")).wide(),
                    Column.text("External-IP", node -> address(node, "ExternalIP")).wide(),
                    text("OS-Image", "/status/nodeInfo/osImage", "<unknown>").wide(),
                    text("Kernel-Version", "/status/nodeInfo/kernelVersion", "<unknown>").wide(),
                    text("Container-Runtime", "/status/nodeInfo/containerRuntimeVersion", "<unknown>").wide())),
            Map.entry(ResourceTypes.NAMESPACE, List.of(NAME, text("Status", "/status/phase", ""), AGE)),
            Map.entry(ResourceTypes.CONFIG_MAP, List.of(NAME, dataCount(), AGE)),
            Map.entry(ResourceTypes.SECRET, List.of(NAME, text("Type", "/type", ""), dataCount(), AGE)),
            Map.entry(ResourceTypes.SERVICE_ACCOUNT, List.of(NAME,
                    Column.text("Secrets", account -> Integer.toString(account.path("secrets").size())), AGE)),
            Map.entry(ResourceTypes.ENDPOINTS, List.of(NAME, Column.text("Endpoints", Columns::endpoints), AGE)),
            Map.entry(ResourceTypes.ENDPOINT_SLICE, List.of(NAME,
                    text("AddressType", "/addressType", ""),
                    Column.text("Ports", slice -> joined(slice.path("ports"), port -> port.path("port").asText())),
                    Column.text("Endpoints", slice -> joined(slice.path("endpoints"),
                            endpoint -> endpoint.path("addresses").path(0).asText())),
                    AGE)),
            Map.entry(ResourceTypes.CONTROLLER_REVISION, List.of(NAME,
                    Column.text("Controller", Columns::controller), text("Revision", "/revision", "0"), AGE)),
            Map.entry(ResourceTypes.LEASE, List.of(NAME, text("Holder", "/spec/holderIdentity", ""), AGE)),
            Map.entry(ResourceTypes.EVENT, events()));

    private Columns() {}

    static List<Column> of(ResourceType type) {
        return OF_TYPE.getOrDefault(type, USUAL);
    }

    private static List<Column> pods() {
        return List.of(NAME,
                new Column("Ready", "string", "", 0, (pod, now) -> TextNode.valueOf(PodSummary.of(pod, now).ready())),
                new Column("Status", "string", "", 0, (pod, now) -> TextNode.valueOf(PodSummary.of(pod, now).status())),
                new Column("Restarts", "string", "", 0,
                        (pod, now) -> TextNode.valueOf(PodSummary.of(pod, now).restarts())),
                AGE,
                text("IP", "/status/podIP", NONE).wide(),
                text("Node", "/spec/nodeName", NONE).wide(),
                text("Nominated Node", "/status/nominatedNodeName", NONE).wide(),
                Column.text("Readiness Gates", Columns::readinessGates).wide());
    }

    private static List<Column> events() {
        return List.of(Column.time("Last Seen", "/lastTimestamp"),
                text("Type", "/type", ""),
                text("Reason", "/reason", ""),
                Column.text("Object", event -> event.at("/involvedObject/kind").asText().toLowerCase(Locale.ROOT) + "/"
                        + event.at("/involvedObject/name").asText()),
                text("Subobject", "/involvedObject/fieldPath", "").wide(),
                text("Source", "/source/component", "").wide(),
                Column.text("Message", event -> event.path("message").asText().strip()),
                Column.time("First Seen", "/firstTimestamp").wide(),
                text("Count", "/count", "1").wide(),
                NAME.wide());
    }

    private static Column dataCount() {
        return new Column("Data", "string", "", 0,
                (object, _) -> IntNode.valueOf(object.path("data").size() + object.path("binaryData").size()));
    }

    private static Column text(String name, String pointer, String absent) {
        return Column.text(name, object -> object.at(pointer).asText(absent));
    }

    private static String joined(JsonNode list, Function<JsonNode, String> element) {
        String joined = list.valueStream().map(element).collect(Collectors.joining(","));
        return joined.isEmpty() ? NONE : joined;
    }

    private static String containers(JsonNode set, String field) {
        return joined(set.at("/spec/template/spec/containers"), container -> container.path(field).asText());
    }

    private static String readinessGates(JsonNode pod) {
        JsonNode gates = pod.path("spec").path("readinessGates");
        long open = gates.valueStream()
                .filter(gate -> PodSummary.hasCondition(pod, gate.path("conditionType").asText()))
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

    private static String selector(JsonNode service) {
        String selector = LabelSelector.ofLabels(service.path("spec").path("selector")).toString();
        return selector.isEmpty() ? NONE : selector;
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
