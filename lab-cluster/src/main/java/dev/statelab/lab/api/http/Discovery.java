package dev.statelab.lab.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceType.Trait;
import dev.statelab.lab.api.ResourceTypes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the API server says that it serves: {@code recordings/responses/api.json, apis.json, apis-apps-v1.json}. */
final class Discovery {

    private static final List<String> VERBS = List.of("create", "delete", "deletecollection", "get", "list", "patch",
            "update", "watch");

    private static final Map<ResourceType, List<Subresource>> SUBRESOURCES = Map.of(
            ResourceTypes.NAMESPACE, List.of(new Subresource("finalize", "Namespace", "update")),
            ResourceTypes.POD, List.of(
                    new Subresource("binding", "Binding", "create"),
                    new Subresource("eviction", "Eviction", "create"),
                    new Subresource("log", "Pod", "get"),
                    new Subresource("proxy", "PodProxyOptions", "create", "delete", "get", "patch", "update")),
            ResourceTypes.SERVICE_ACCOUNT, List.of(new Subresource("token", "TokenRequest", "create")),
            ResourceTypes.SERVICE, List.of(
                    new Subresource("proxy", "ServiceProxyOptions", "create", "delete", "get", "patch", "update")));

    private record Subresource(String name, String kind, List<String> verbs) {

        Subresource(String name, String kind, String... verbs) {
            this(name, kind, List.of(verbs));
        }
    }

    private Discovery() {}

    /** Whether a group's version, such as {@code apps/v1}, is served. */
    static boolean serves(String apiVersion) {
        return apiVersions().anyMatch(apiVersion::equals);
    }

    /** {@code v1}, {@code apps/v1} and so on, each once. */
    static Stream<String> apiVersions() {
        return ResourceTypes.SERVED.stream().map(ResourceType::apiVersion).distinct();
    }

    /** Empty where the path is none of discovery. */
    static Optional<ObjectNode> at(String path, String address) {
        List<String> parts = Arrays.stream(path.split("/", -1)).skip(1).toList();
        return switch (parts.size()) {
            case 1 -> path.equals("/api")
                    ? Optional.of(versions(address))
                    : Optional.of(path).filter("/apis"::equals).map(_ -> groups());
            case 2 -> path.equals("/api/v1")
                    ? Optional.of(resources("v1"))
                    : Optional.of(parts.get(1))
                            .filter(group -> parts.getFirst().equals("apis") && hasGroup(group))
                            .map(group -> group(group).put("kind", "APIGroup").put("apiVersion", "v1"));
            case 3 -> Optional.of(parts.get(1) + "/" + parts.get(2))
                    .filter(apiVersion -> parts.getFirst().equals("apis") && serves(apiVersion))
                    .map(Discovery::resources);
            default -> Optional.empty();
        };
    }

    private static boolean hasGroup(String name) {
        return !name.isEmpty() && ResourceTypes.SERVED.stream().anyMatch(type -> type.group().equals(name));
    }

    private static ObjectNode versions(String address) {
        ObjectNode versions = object("APIVersions");
        versions.putArray("versions").add("v1");
        versions.putArray("serverAddressByClientCIDRs")
                .addObject()
                .put("clientCIDR", "0.0.0.0/0")
                .put("serverAddress", address);
        return versions;
    }

    private static ObjectNode groups() {
        ObjectNode list = object("APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = list.putArray("groups");
        apiVersions().filter(apiVersion -> apiVersion.contains("/"))
                .map(apiVersion -> apiVersion.substring(0, apiVersion.indexOf('/')))
                .distinct()
                .forEach(group -> groups.add(group(group)));
        return list;
    }

    private static ObjectNode group(String name) {
        ObjectNode group = JsonNodeFactory.instance.objectNode().put("name", name);
        ArrayNode versions = group.putArray("versions");
        apiVersions().filter(apiVersion -> apiVersion.startsWith(name + "/"))
                .forEach(apiVersion -> versions.add(version(apiVersion)));
        group.set("preferredVersion", versions.get(0).deepCopy());
        return group;
    }

    private static ObjectNode version(String apiVersion) {
        return JsonNodeFactory.instance.objectNode()
                .put("groupVersion", apiVersion)
                .put("version", apiVersion.substring(apiVersion.indexOf('/') + 1));
    }

    private static ObjectNode resources(String apiVersion) {
        ObjectNode list = object("APIResourceList");
        if (apiVersion.contains("/")) {
            list.put("apiVersion", "v1");
        }
        ArrayNode resources = list.put("groupVersion", apiVersion).putArray("resources");
        ResourceTypes.SERVED.stream()
                .filter(type -> type.apiVersion().equals(apiVersion))
                .forEach(type -> addType(resources, type));
        return list;
    }

    private static void addType(ArrayNode resources, ResourceType type) {
        ObjectNode entry = resources.addObject();
        entry.put("name", type.plural()).put("singularName", type.singular());
        entry.put("namespaced", type.namespaced()).put("kind", type.kind());
        verbs(type).forEach(entry.putArray("verbs")::add);
        if (!type.shortNames().isEmpty()) {
            type.shortNames().forEach(entry.putArray("shortNames")::add);
        }
        if (type.has(Trait.IN_ALL)) {
            entry.putArray("categories").add("all");
        }
        SUBRESOURCES.getOrDefault(type, List.of()).forEach(part -> addPart(resources, type, part));
        if (type.has(Trait.SCALE)) {
            addPart(resources, type, new Subresource("scale", "Scale", "get", "patch", "update"));
        }
        if (type.has(Trait.STATUS)) {
            addPart(resources, type, new Subresource("status", type.kind(), "get", "patch", "update"));
        }
    }

    private static List<String> verbs(ResourceType type) {
        if (type.has(Trait.REVIEW)) {
            return List.of("create");
        }
        return type.equals(ResourceTypes.NAMESPACE)
                ? VERBS.stream().filter(verb -> !verb.equals("deletecollection")).toList()
                : VERBS;
    }

    private static void addPart(ArrayNode resources, ResourceType type, Subresource part) {
        ObjectNode entry = resources.addObject();
        entry.put("name", type.plural() + "/" + part.name()).put("singularName", "");
        entry.put("namespaced", type.namespaced());
        switch (part.kind()) {
            case "Scale" -> entry.put("group", "autoscaling").put("version", "v1");
            case "Eviction" -> entry.put("group", "policy").put("version", "v1");
            case "TokenRequest" -> entry.put("group", "authentication.k8s.io").put("version", "v1");
            default -> {
                // Of the group of its type.
            }
        }
        entry.put("kind", part.kind());
        part.verbs().forEach(entry.putArray("verbs")::add);
    }

    private static ObjectNode object(String kind) {
        return JsonNodeFactory.instance.objectNode().put("kind", kind);
    }
}
