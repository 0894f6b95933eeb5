package dev.statelab.lab.api.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The roles and bindings that every cluster has:
 * <a href="https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings">Default roles</a>,
 * without those of Kubernetes' own components, which are trusted here.
 */
public final class DefaultRoles {

    private static final ObjectMapper JSON = new ObjectMapper();

    private DefaultRoles() {}

    /** Roles first. Those that are made up of others begin without rules. */
    public static List<ObjectNode> objects() {
        try (InputStream file = DefaultRoles.class.getResourceAsStream("default-roles.json")) {
            return List.of(JSON.readValue(file, ObjectNode[].class));
        } catch (IOException broken) {
            throw new UncheckedIOException("default-roles.json cannot be read", broken);
        }
    }
}
