package dev.statelab.lab.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ApiServer;
import dev.statelab.lab.api.DeleteOptions;
import dev.statelab.lab.api.DeleteOptions.Propagation;
import dev.statelab.lab.api.Refusal;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.WriteOptions;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.schema.Decoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Deletes one object, or all that are selected. */
final class Deletions {

    /** Answered with the object itself, also when it is gone at once. */
    private static final Set<ResourceType> SHOWN = Set.of(ResourceTypes.POD, ResourceTypes.SERVICE,
            ResourceTypes.PERSISTENT_VOLUME_CLAIM, ResourceTypes.PERSISTENT_VOLUME, ResourceTypes.SERVICE_ACCOUNT);

    private final ApiServer api;
    private final Decoder decoder;

    Deletions(ApiServer api, Decoder decoder) {
        this.api = api;
        this.decoder = decoder;
    }

    Reply one(Request request, Target.Objects target) throws ApiException {
        JsonNode body = body(request);
        ObjectNode last = api.delete(target.type(), target.namespace(), target.name(), options(request, body),
                writeOptions(request, body));
        boolean shown = SHOWN.contains(target.type()) || Metadata.isTerminating(last);
        return Reply.json(shown ? last : success(target.type(), last));
    }

    Reply selected(Request request, Target.Objects target, Selection selection) throws ApiException {
        JsonNode body = body(request);
        DeleteOptions options = options(request, body);
        List<ObjectNode> deleted = new ArrayList<>();
        for (ObjectNode object : api.list(target.type(), target.namespace()).items()) {
            if (selection.matches(object)) {
                delete(target.type(), object, options, writeOptions(request, body)).ifPresent(deleted::add);
            }
        }
        Page page = new Page(deleted, api.list(target.type(), target.namespace()).resourceVersion(), Optional.empty(),
                OptionalLong.empty());
        return Reply.json(Rendering.WHOLE.page(target.type(), page, Instant.EPOCH));
    }

    /** Empty where somebody else was faster. */
    private Optional<ObjectNode> delete(ResourceType type, ObjectNode object, DeleteOptions options,
            WriteOptions writeOptions) throws ApiException {
        try {
            return Optional.of(api.delete(type, Metadata.namespace(object), Metadata.name(object), options,
                    writeOptions));
        } catch (ApiException refused) {
            if (refused.code() == 404) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private JsonNode body(Request request) throws ApiException {
        return decoder.read(request.body(), request.language()).tree();
    }

    static WriteOptions writeOptions(Request request, JsonNode body) throws ApiException {
        WriteOptions options = request.writeOptions();
        return options.withDryRun(options.dryRun() || !body.path("dryRun").isEmpty());
    }

    /** @param body {@code DeleteOptions} */
    static DeleteOptions options(Request request, JsonNode body) throws ApiException {
        OptionalLong inQuery = request.number("gracePeriodSeconds");
        Optional<Long> grace = body.path("gracePeriodSeconds").isIntegralNumber()
                ? Optional.of(body.path("gracePeriodSeconds").asLong())
                : inQuery.stream().boxed().findFirst();
        JsonNode preconditions = body.path("preconditions");
        String propagation = body.path("propagationPolicy").asText(request.query("propagationPolicy").orElse(""));
        boolean orphan = body.path("orphanDependents").asBoolean() || request.flag("orphanDependents");
        return new DeleteOptions(grace, text(preconditions, "uid"), text(preconditions, "resourceVersion"),
                switch (propagation) {
                    case "Foreground" -> Propagation.FOREGROUND;
                    case "Orphan" -> Propagation.ORPHAN;
                    case "Background" -> Propagation.BACKGROUND;
                    case "" -> orphan ? Propagation.ORPHAN : Propagation.BACKGROUND;
                    default ->
                        throw Refusal
                                .badRequest("expected Background, Foreground or Orphan for propagationPolicy, found \""
                                        + propagation + "\"");
                });
    }

    private static Optional<String> text(JsonNode object, String field) {
        return Optional.of(object.path(field).asText()).filter(text -> !text.isEmpty());
    }

    private static ObjectNode success(ResourceType type, ObjectNode last) {
        ObjectNode status = JsonNodeFactory.instance.objectNode().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        ObjectNode details = status.put("status", "Success").putObject("details").put("name", Metadata.name(last));
        if (!type.group().isEmpty()) {
            details.put("group", type.group());
        }
        details.put("kind", type.plural()).put("uid", Metadata.uid(last));
        return status;
    }
}
