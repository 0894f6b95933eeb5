package dev.statelab.kube.http;

import static java.util.Objects.requireNonNull;

/**
 * What somebody must be allowed to do, in the words of RBAC.
 *
 * @param verb such as {@code list}
 * @param group the API group; empty for the core group
 * @param resource in the plural, with its subresource: {@code pods/proxy}
 * @param namespace empty for objects that are in no namespace
 */
public record Permission(String verb, String group, String resource, String namespace) {

    public Permission {
        requireNonNull(verb, "verb");
        requireNonNull(group, "group");
        requireNonNull(resource, "resource");
        requireNonNull(namespace, "namespace");
    }

    /** The rule that allows it. */
    String role() {
        return (namespace.isEmpty() ? "ClusterRole" : "Role in the namespace " + namespace) + " with apiGroups [\""
                + group
                + "\"], resources [\"" + resource + "\"], verbs [" + verbs() + "]";
    }

    private String verbs() {
        return switch (verb) {
            case "list", "watch" -> "\"get\", \"list\", \"watch\"";
            default -> "\"" + verb + "\"";
        };
    }

    @Override
    public String toString() {
        return verb + " " + resource + (group.isEmpty() ? "" : " (API group " + group + ")")
                + (namespace.isEmpty() ? "" : " in the namespace " + namespace);
    }
}
