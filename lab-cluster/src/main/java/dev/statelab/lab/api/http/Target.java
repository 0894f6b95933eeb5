package dev.statelab.lab.api.http;

import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a request's path means. */
sealed interface Target {

    /**
     * Objects of a type, one object, or a part of one.
     *
     * @param namespace empty for all, or where the type has none
     * @param name empty for the collection
     * @param subresource such as {@code status}; empty for the object itself
     * @param rest what follows the subresource, not decoded, with its slash; empty where nothing does
     */
    record Objects(ResourceType type, String namespace, String name, String subresource, String rest)
            implements
                Target {}

    /** What the API server says of itself: versions, groups, health. The path is without a slash at its end. */
    record Itself(String path) implements Target {}

    /** A group or version that no cluster of this kind has. */
    record NoSuchGroup() implements Target {}

    /** Something of Kubernetes that the lab cluster does not have. */
    record NotServed() implements Target {}

    static Target of(String rawPath) {
        List<String> raw = Arrays.stream(rawPath.split("/", -1)).skip(1).toList();
        List<String> parts = raw.stream().map(Target::decode).toList();
        if (parts.size() > 2 && parts.get(0).equals("api") && parts.get(1).equals("v1")) {
            return inGroup("v1", rawPath, parts, 2);
        }
        if (parts.size() > 3 && parts.get(0).equals("apis")) {
            String apiVersion = parts.get(1) + "/" + parts.get(2);
            return Discovery.serves(apiVersion) ? inGroup(apiVersion, rawPath, parts, 3) : new NoSuchGroup();
        }
        return new Itself(rawPath.length() > 1 && rawPath.endsWith("/")
                ? rawPath.substring(0, rawPath.length() - 1)
                : rawPath);
    }

    private static Target inGroup(String apiVersion, String rawPath, List<String> parts, int from) {
        if (parts.get(from).isEmpty() && parts.size() == from + 1) {
            return new Itself(rawPath.substring(0, rawPath.length() - 1));
        }
        boolean inNamespace = parts.size() > from + 2
                && parts.get(from).equals("namespaces")
                && ResourceTypes.ofPath(apiVersion, parts.get(from + 2)).filter(ResourceType::namespaced).isPresent();
        String namespace = inNamespace ? parts.get(from + 1) : "";
        int at = inNamespace ? from + 2 : from;
        Optional<ResourceType> type = ResourceTypes.ofPath(apiVersion, parts.get(at));
        if (type.isEmpty()) {
            return new NotServed();
        }
        String name = part(parts, at + 1);
        boolean nameWithoutNamespace = type.get().namespaced() && !inNamespace && !name.isEmpty();
        if (nameWithoutNamespace) {
            return new NotServed();
        }
        return new Objects(type.get(), namespace, name, part(parts, at + 2), rest(rawPath, at + 3));
    }

    private static String part(List<String> parts, int index) {
        return index < parts.size() ? parts.get(index) : "";
    }

    /** The path from the given part on, with the slash before it. */
    private static String rest(String rawPath, int part) {
        int slash = -1;
        for (int i = 0; i <= part; i++) {
            slash = rawPath.indexOf('/', slash + 1);
            if (slash < 0) {
                return "";
            }
        }
        return rawPath.substring(slash);
    }

    private static String decode(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return part;
        }
    }
}
