package dev.statelab.kube.http;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the objects of a kind are.
 *
 * @param apiVersion as in a manifest
 * @param plural as in a path: {@code statefulsets}
 * @param namespaced whether they live in namespaces
 */
public record ApiResource(String apiVersion, String plural, boolean namespaced) {

    public ApiResource {
        requireNonNull(apiVersion, "apiVersion");
        requireNonNull(plural, "plural");
    }

    /** Empty for the core group. */
    public String group() {
        return apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "";
    }

    /**
     * The path of the collection, in parts.
     *
     * @param namespace ignored for what lives in none
     */
    public String[] path(String namespace) {
        List<String> path = new ArrayList<>(groupPath(apiVersion));
        if (namespaced) {
            path.add("namespaces");
            path.add(namespace);
        }
        path.add(plural);
        return path.toArray(String[]::new);
    }

    public Permission permission(String verb, String namespace) {
        return new Permission(verb, group(), plural, namespaced ? namespace : "");
    }

    /** The path under which a group's version serves its resources. */
    static List<String> groupPath(String apiVersion) {
        return apiVersion.contains("/")
                ? List.of("apis", apiVersion.substring(0, apiVersion.indexOf('/')),
                        apiVersion.substring(apiVersion.indexOf('/') + 1))
                : List.of("api", apiVersion);
    }
}
