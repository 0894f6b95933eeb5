package dev.statelab.lab.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.Refusal;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.access.Attributes;
import dev.statelab.lab.api.access.Authorizer;
import dev.statelab.lab.api.access.ServiceAccountTokens;
import dev.statelab.lab.api.access.User;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.validation.FieldError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers to who somebody is, and who may do what. */
final class Reviews {

    private final Authorizer authorizer;
    private final ServiceAccountTokens tokens;

    Reviews(Authorizer authorizer, ServiceAccountTokens tokens) {
        this.authorizer = authorizer;
        this.tokens = tokens;
    }

    /** @param user who asks */
    ObjectNode answer(Target.Objects target, ObjectNode review, User user) throws ApiException {
        ResourceType type = target.type();
        ObjectNode answer = review.deepCopy();
        answer.put("kind", type.kind()).put("apiVersion", type.apiVersion());
        answer.withObjectProperty("metadata").putNull("creationTimestamp");
        JsonNode spec = review.path("spec");
        answer.set("status", status(target, spec, answer.objectNode(), user));
        return answer;
    }

    private ObjectNode status(Target.Objects target, JsonNode spec, ObjectNode status, User user)
            throws ApiException {
        ResourceType type = target.type();
        if (type.equals(ResourceTypes.SELF_SUBJECT_REVIEW)) {
            status.set("userInfo", describe(user, status.objectNode()));
        } else if (type.equals(ResourceTypes.TOKEN_REVIEW)) {
            authenticate(spec, status);
        } else if (type.equals(ResourceTypes.SELF_SUBJECT_RULES_REVIEW)) {
            String namespace = spec.path("namespace").asText();
            if (namespace.isEmpty()) {
                throw Refusal.badRequest("no namespace on request");
            }
            authorizer.describeRules(user, namespace, status);
        } else {
            boolean self = type.equals(ResourceTypes.SELF_SUBJECT_ACCESS_REVIEW);
            Attributes wanted = attributes(type, spec);
            refuseOtherNamespace(target, spec);
            status.put("allowed", authorizer.allows(self ? user : subject(type, spec), wanted));
        }
        return status;
    }

    private void authenticate(JsonNode spec, ObjectNode status) {
        List<String> asked = Metadata.strings(spec.path("audiences"));
        List<String> audiences = asked.isEmpty() ? List.of(ServiceAccountTokens.ISSUER) : asked;
        Optional<User> owner = tokens.user(spec.path("token").asText(), audiences);
        owner.ifPresent(found -> {
            status.put("authenticated", true).set("user", describe(found, status.objectNode()));
            audiences.forEach(status.putArray("audiences")::add);
        });
        if (owner.isEmpty()) {
            status.put("error", "invalid bearer token").putObject("user");
        }
    }

    private static ObjectNode describe(User user, ObjectNode info) {
        info.put("username", user.name());
        if (!user.uid().isEmpty()) {
            info.put("uid", user.uid());
        }
        user.groups().forEach(info.withArrayProperty("groups")::add);
        user.extra().forEach((key, values) -> values.forEach(
                info.withObjectProperty("extra").withArrayProperty(key)::add));
        return info;
    }

    private static Attributes attributes(ResourceType type, JsonNode spec) throws ApiException {
        JsonNode resource = spec.path("resourceAttributes");
        JsonNode path = spec.path("nonResourceAttributes");
        if (resource.isObject() == path.isObject()) {
            throw Refusal.invalid(type, "", List.of(FieldError.invalid("spec.resourceAttributes", resource,
                    "exactly one of nonResourceAttributes or resourceAttributes must be specified")));
        }
        return resource.isObject()
                ? new Attributes.OfResource(text(resource, "verb"), text(resource, "group"),
                        text(resource, "resource"), text(resource, "subresource"), text(resource, "namespace"),
                        text(resource, "name"))
                : new Attributes.OfPath(text(path, "verb"), text(path, "path"));
    }

    private static User subject(ResourceType type, JsonNode spec) throws ApiException {
        String name = text(spec, "user");
        List<String> groups = Metadata.strings(spec.path("groups"));
        if (name.isEmpty() && groups.isEmpty()) {
            throw Refusal.invalid(type, "", List.of(FieldError.invalid("spec.user", name,
                    "at least one of user or group must be specified")));
        }
        Map<String, List<String>> extra = new HashMap<>();
        spec.path("extra").properties().forEach(entry -> extra.put(entry.getKey(),
                Metadata.strings(entry.getValue())));
        return new User(name, text(spec, "uid"), groups, extra);
    }

    private static void refuseOtherNamespace(Target.Objects target, JsonNode spec) throws ApiException {
        String wanted = text(spec.path("resourceAttributes"), "namespace");
        if (target.type().namespaced() && !wanted.equals(target.namespace())) {
            throw Refusal.badRequest("spec.resourceAttributes.namespace must match namespace: " + target.namespace());
        }
    }

    private static String text(JsonNode object, String field) {
        return object.path(field).asText();
    }
}
