package dev.statelab.lab.api;

import java.util.List;

/**
 * A resource type that the API server serves.
 *
 * @param group empty for the core group
 * @param version such as {@code v1}
 * @param plural as in the path: {@code statefulsets}
 * @param singular {@code statefulset}
 * @param kind {@code StatefulSet}
 * @param namespaced whether its objects live in namespaces
 * @param shortNames {@code sts}
 */
public record ResourceType(
        String group,
        String version,
        String plural,
        String singular,
        String kind,
        boolean namespaced,
        List<String> shortNames) {

    public ResourceType {
        shortNames = List.copyOf(shortNames);
    }

    /** As in a manifest: {@code v1}, {@code apps/v1}. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** As in messages of the API server: {@code pods}, {@code statefulsets.apps}. */
    public String qualifiedPlural() {
        return group.isEmpty() ? plural : plural + "." + group;
    }
}
