package dev.statelab.lab.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ApiServer;
import dev.statelab.lab.api.Edit;
import dev.statelab.lab.api.Part;
import dev.statelab.lab.api.Refusal;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.WriteOptions;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.patch.MergePatch;
import dev.statelab.lab.api.patch.ServerSideApply;
import dev.statelab.lab.api.patch.StrategicMergePatch;
import dev.statelab.lab.api.schema.Decoder;
import dev.statelab.lab.api.schema.Decoder.Language;
import dev.statelab.lab.time.LabClock;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.util.List;

/** Carries out the four kinds of patches. */
final class Patches {

    private static final String SUPPORTED = "application/json-patch+json, application/merge-patch+json, "
            + "application/strategic-merge-patch+json, application/apply-patch+yaml";

    private final ApiServer api;
    private final LabClock clock;

    Patches(ApiServer api, LabClock clock) {
        this.api = api;
        this.clock = clock;
    }

    Reply patch(Request request, Target.Objects target, Part part) throws ApiException {
        return switch (request.contentType()) {
            case "application/apply-patch+yaml" -> apply(request, target, part);
            case "application/json-patch+json", "application/merge-patch+json",
                    "application/strategic-merge-patch+json" -> {
                JsonNode patch = api.decoder().read(request.body(), Language.JSON).tree();
                FieldChecks checks = FieldChecks.of(request);
                ObjectNode patched = api.update(target.type(), target.namespace(), target.name(), part,
                        edit(request, target.type(), patch, checks), request.writeOptions());
                yield checks.reply(200, patched);
            }
            default -> throw request.unsupportedMediaType(SUPPORTED);
        };
    }

    private Edit edit(Request request, ResourceType type, JsonNode patch, FieldChecks checks) {
        return present -> {
            JsonNode patched = patched(request.contentType(), type, present, patch);
            if (!(patched instanceof ObjectNode object)) {
                throw Refusal.badRequest("expected the patched object to be an object, found " + patched);
            }
            ObjectNode fitted = checks.check(type, api.decoder().fit(type, object));
            refuseStale(type, present, fitted);
            return fitted;
        };
    }

    /** A patch may say which state of the object it was made for. */
    private static void refuseStale(ResourceType type, ObjectNode present, ObjectNode patched) throws ApiException {
        if (!Metadata.resourceVersion(patched).equals(Metadata.resourceVersion(present))) {
            throw Refusal.modified(type, Metadata.name(present));
        }
    }

    /** The object after a patch of a content type. */
    JsonNode patched(String contentType, ResourceType type, ObjectNode present, JsonNode patch) throws ApiException {
        if (contentType.equals("application/json-patch+json")) {
            return jsonPatched(type, present, patch);
        }
        if (!(patch instanceof ObjectNode fields)) {
            throw Refusal.badRequest("expected the patch to be an object, found " + patch);
        }
        return contentType.equals("application/merge-patch+json")
                ? MergePatch.apply(present, fields)
                : StrategicMergePatch.apply(api.decoder().schema(type), present, fields);
    }

    private static JsonNode jsonPatched(ResourceType type, ObjectNode present, JsonNode patch) throws ApiException {
        try {
            return JsonPatch.apply(patch, present);
        } catch (JsonPatchException wrong) {
            throw new ApiException(Refusal.status(422, "Invalid", "the server rejected our request due to an error in "
                    + "our request: " + type.plural() + " \"" + Metadata.name(present) + "\": " + wrong.getMessage()));
        }
    }

    private Reply apply(Request request, Target.Objects target, Part part) throws ApiException {
        ResourceType type = target.type();
        String manager = request.query("fieldManager")
                .orElseThrow(
                        () -> Refusal.badRequest("PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required "
                                + "value: is required for apply patch"));
        FieldChecks checks = FieldChecks.of(request);
        Decoder.Decoded decoded = api.decoder().decode(type, request.body(), Language.YAML);
        ObjectNode configuration = checks.check(type, decoded);
        configuration.put("apiVersion", type.apiVersion()).put("kind", type.kind());
        refuseOtherName(configuration, target);
        ServerSideApply.refuseManagedFields(configuration);
        WriteOptions options = request.writeOptions().withoutManager();
        Edit edit = live -> ServerSideApply.apply(api.decoder().schema(type), live, configuration.deepCopy(), manager,
                part == Part.STATUS ? "status" : "", request.flag("force"), clock.now());
        while (true) {
            if (api.find(type, target.namespace(), target.name()).isPresent()) {
                ObjectNode applied = api.update(type, target.namespace(), target.name(), part, edit, options);
                return checks.reply(200, applied);
            }
            if (part != Part.OBJECT) {
                throw Refusal.notFound(type, target.name());
            }
            try {
                ObjectNode created = api.create(type, target.namespace(), edit.apply(configuration.objectNode()),
                        options);
                return checks.reply(201, created);
            } catch (ApiException refused) {
                if (!refused.reason().equals("AlreadyExists")) {
                    throw refused;
                }
            }
        }
    }

    private static void refuseOtherName(ObjectNode configuration, Target.Objects target) throws ApiException {
        String name = Metadata.name(configuration);
        String namespace = Metadata.namespace(configuration);
        if (!List.of("", target.name()).contains(name)) {
            throw Refusal.badRequest("the name of the object (" + name + ") does not match the name on the URL ("
                    + target.name() + ")");
        }
        if (!List.of("", target.namespace()).contains(namespace)) {
            throw Refusal.badRequest("the namespace of the provided object does not match the namespace sent on the "
                    + "request");
        }
        Metadata.of(configuration).put("name", target.name());
        if (target.type().namespaced()) {
            Metadata.of(configuration).put("namespace", target.namespace());
        }
    }
}
