package dev.statelab.lab.api;

import java.util.List;
import java.util.Set;

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
 * @param traits what it has beyond plain storage
 */
public record ResourceType(
        String group,
        String version,
        String plural,
        String singular,
        String kind,
        boolean namespaced,
        List<String> shortNames,
        Set<Trait> traits) {

    /** What not every type has. */
    public enum Trait {
        /** The status is written apart from the rest of the object. */
        STATUS,
        /** The count of replicas is read and written as a {@code Scale}. */
        SCALE,
        /** {@code metadata.generation} counts the changes of the desired state. */
        GENERATION,
        /** Part of what {@code kubectl get all} shows. */
        IN_ALL,
        /** A question, answered when it is created and never stored. */
        REVIEW
    }

    public ResourceType {
        shortNames = List.copyOf(shortNames);
        traits = Set.copyOf(traits);
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
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
