package dev.statelab.lab.api.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.Api;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.Refusal;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.object.Metadata;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Answers who may do what, by the roles and bindings that are there at that moment. */
public final class Authorizer {

    private final Api api;

    public Authorizer(Api api) {
        this.api = api;
    }

    public boolean allows(User user, Attributes wanted) {
        String namespace = wanted instanceof Attributes.OfResource resource ? resource.namespace() : "";
        return user.isMaster() || rules(user, namespace).anyMatch(rule -> rule.allows(wanted));
    }

    /** 403 where the user may not: {@code recordings/responses/forbidden-list-pods-403.json}. */
    public void refuseUnlessAllowed(User user, Attributes wanted) throws ApiException {
        if (!allows(user, wanted)) {
            throw switch (wanted) {
                case Attributes.OfPath path -> Refusal.forbiddenPath(path.refusal(user));
                case Attributes.OfResource resource ->
                    Refusal.forbidden(resource.group(), resource.resource(), resource.name(), resource.refusal(user));
            };
        }
    }

    /** The rules that hold for a user in a namespace; for an empty one, those of the whole cluster alone. */
    Stream<PolicyRule> rules(User user, String namespace) {
        Stream<ObjectNode> everywhere = bound(user, api.list(ResourceTypes.CLUSTER_ROLE_BINDING, "").items(), "");
        Stream<ObjectNode> here = namespace.isEmpty()
                ? Stream.empty()
                : bound(user, api.list(ResourceTypes.ROLE_BINDING, namespace).items(), namespace);
        return Stream.concat(everywhere, here)
                .flatMap(binding -> role(binding.path("roleRef"), Metadata.namespace(binding)).stream())
                .flatMap(role -> PolicyRule.of(role).stream());
    }

    private static Stream<ObjectNode> bound(User user, List<ObjectNode> bindings, String namespace) {
        return bindings.stream()
                .filter(binding -> binding.path("subjects")
                        .valueStream()
                        .anyMatch(subject -> isMeant(user, subject, namespace)));
    }

    private static boolean isMeant(User user, JsonNode subject, String namespace) {
        String name = subject.path("name").asText();
        return switch (subject.path("kind").asText()) {
            case "User" -> name.equals("*") || name.equals(user.name());
            case "Group" -> user.groups().contains(name);
            case "ServiceAccount" ->
                user.name().equals(User.serviceAccountName(subject.path("namespace").asText(namespace), name));
            default -> false;
        };
    }

    /** The role that a binding names. */
    Optional<ObjectNode> role(JsonNode reference, String namespace) {
        String name = reference.path("name").asText();
        return reference.path("kind").asText().equals("Role")
                ? api.find(ResourceTypes.ROLE, namespace, name)
                : api.find(ResourceTypes.CLUSTER_ROLE, "", name);
    }

    /** What a user may do in a namespace, as {@code kubectl auth can-i --list} reads it. */
    public void describeRules(User user, String namespace, ObjectNode status) {
        ArrayNode resources = status.putArray("resourceRules");
        ArrayNode others = status.putArray("nonResourceRules");
        Stream<PolicyRule> all = user.isMaster()
                ? Stream.concat(PolicyRule.ALL_THERE_IS.stream(),
                        rules(user, namespace))
                : rules(user, namespace);
        all.distinct().forEach(rule -> (rule.nonResourceUrls().isEmpty() ? resources : others).add(rule.toJson()));
        status.put("incomplete", false);
    }
}
