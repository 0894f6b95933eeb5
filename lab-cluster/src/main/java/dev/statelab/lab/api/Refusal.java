package dev.statelab.lab.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.validation.FieldError;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The API server's refusals, in its own words: each is a {@code v1/Status} with code, reason, message and details. */
public final class Refusal {

    private Refusal() {}

    public static ApiException notFound(ResourceType type, String name) {
        return about(404, "NotFound", type, name, type.qualifiedPlural() + " \"" + name + "\" not found");
    }

    public static ApiException alreadyExists(ResourceType type, String name) {
        return about(409, "AlreadyExists", type, name, type.qualifiedPlural() + " \"" + name + "\" already exists");
    }

    public static ApiException conflict(ResourceType type, String name, String problem) {
        return about(409, "Conflict", type, name,
                "Operation cannot be fulfilled on " + type.qualifiedPlural() + " \"" + name + "\": " + problem);
    }

    /** The object is no longer the one that the writer had read. */
    public static ApiException modified(ResourceType type, String name) {
        return conflict(type, name,
                "the object has been modified; please apply your changes to the latest version and try again");
    }

    static ApiException wrongUid(ResourceType type, String name, String wanted, String found) {
        return precondition(type, name, "the UID in the precondition (" + wanted
                + ") does not match the UID in record (" + found
                + "). The object might have been deleted and then recreated");
    }

    static ApiException wrongResourceVersion(ResourceType type, String name, String wanted, String found) {
        return precondition(type, name, "the ResourceVersion in the precondition (" + wanted
                + ") does not match the ResourceVersion in record (" + found
                + "). The object might have been modified");
    }

    private static ApiException precondition(ResourceType type, String name, String problem) {
        String kind = type.group().isEmpty() ? type.kind() : type.kind() + "." + type.group();
        ObjectNode status = status(409, "Conflict",
                "Operation cannot be fulfilled on " + kind + " \"" + name + "\": " + problem);
        describe(status, type.group(), name, type.kind());
        return new ApiException(status);
    }

    public static ApiException forbidden(ResourceType type, String name, String problem) {
        return about(403, "Forbidden", type, name,
                type.qualifiedPlural() + " \"" + name + "\" is forbidden: " + problem);
    }

    /**
     * Somebody may not do something with objects.
     *
     * @param name empty for no certain object
     */
    public static ApiException forbidden(String group, String resource, String name, String problem) {
        String qualified = group.isEmpty() ? resource : resource + "." + group;
        ObjectNode status = status(403, "Forbidden",
                qualified + (name.isEmpty() ? "" : " \"" + name + "\"") + " is forbidden: " + problem);
        ObjectNode details = status.putObject("details");
        if (!name.isEmpty()) {
            details.put("name", name);
        }
        if (!group.isEmpty()) {
            details.put("group", group);
        }
        details.put("kind", resource);
        return new ApiException(status);
    }

    /** Somebody may not read what is no object. */
    public static ApiException forbiddenPath(String problem) {
        ObjectNode status = status(403, "Forbidden", "forbidden: " + problem);
        status.putObject("details");
        return new ApiException(status);
    }

    static ApiException namespaceTerminating(ResourceType type, String name, String namespace) {
        ApiException refusal = forbidden(type, name,
                "unable to create new content in namespace " + namespace + " because it is being terminated");
        addCause(refusal.status(), new FieldError("NamespaceTerminating", "metadata.namespace",
                "namespace " + namespace + " is being terminated"));
        return refusal;
    }

    /**
     * @param errors at least one
     */
    public static ApiException invalid(ResourceType type, String name, List<FieldError> errors) {
        return invalid(type.kind(), type.group(), name, errors);
    }

    /**
     * @param kind such as {@code PodLogOptions}
     * @param group empty for the core group
     * @param errors at least one
     */
    public static ApiException invalid(String kind, String group, String name, List<FieldError> errors) {
        Set<String> messages = errors.stream()
                .map(error -> error.field() + ": " + error.message())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        String problems = messages.size() == 1
                ? messages.iterator().next()
                : "[" + String.join(", ", messages) + "]";
        String qualified = group.isEmpty() ? kind : kind + "." + group;
        ObjectNode status = status(422, "Invalid", qualified + " \"" + name + "\" is invalid: " + problems);
        describe(status, group, name, kind);
        errors.forEach(error -> addCause(status, error));
        return new ApiException(status);
    }

    public static ApiException badRequest(String message) {
        return new ApiException(status(400, "BadRequest", message));
    }

    /** @param retryAfterSeconds when it may be tried again */
    public static ApiException tooManyRequests(String message, int retryAfterSeconds) {
        ObjectNode status = status(429, "TooManyRequests", message);
        status.putObject("details").put("retryAfterSeconds", retryAfterSeconds);
        return new ApiException(status);
    }

    /** Something inside the cluster did not work. */
    public static ApiException internalError(String problem) {
        ObjectNode status = status(500, "InternalError", "Internal error occurred: " + problem);
        status.putObject("details").putArray("causes").addObject().put("message", problem);
        return new ApiException(status);
    }

    /** A watch or a page begins where the history no longer reaches. */
    public static ApiException expired(String message) {
        return new ApiException(status(410, "Expired", message));
    }

    /** The change was not made, because it could not be kept. */
    public static ApiException notStored(String why) {
        return new ApiException(status(500, "InternalError",
                "Internal error occurred: the change could not be stored, and was not made: " + why));
    }

    /** A {@code v1/Status} without details. */
    public static ObjectNode status(int code, String reason, String message) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        return status.put("status", "Failure").put("message", message).put("reason", reason).put("code", code);
    }

    private static ApiException about(int code, String reason, ResourceType type, String name, String message) {
        ObjectNode status = status(code, reason, message);
        describe(status, type.group(), name, type.plural());
        return new ApiException(status);
    }

    private static void describe(ObjectNode status, String group, String name, String kind) {
        ObjectNode details = status.putObject("details").put("name", name);
        if (!group.isEmpty()) {
            details.put("group", group);
        }
        details.put("kind", kind);
    }

    private static void addCause(ObjectNode status, FieldError error) {
        status.withObjectProperty("details")
                .withArrayProperty("causes")
                .addObject()
                .put("reason", error.reason())
                .put("message", error.message())
                .put("field", error.field());
    }
}
