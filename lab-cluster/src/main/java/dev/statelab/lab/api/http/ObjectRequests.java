package dev.statelab.lab.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ApiServer;
import dev.statelab.lab.api.Part;
import dev.statelab.lab.api.Refusal;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceType.Trait;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.schema.Decoder.Language;
import dev.statelab.lab.api.store.Subscription;
import dev.statelab.lab.api.validation.FieldError;
import dev.statelab.lab.time.LabClock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Requests for objects: get, list, watch, create, update, patch, delete, and the status and scale of one. */
final class ObjectRequests {

    private static final Duration LONGEST_WATCH = Duration.ofHours(1);
    private static final int UNREAD_CHANGES = 10_000;

    private final ApiServer api;
    private final LabClock clock;
    private final WatchPlaces watches;
    private final Patches patches;
    private final Deletions deletions;

    ObjectRequests(ApiServer api, LabClock clock, WatchPlaces watches) {
        this.api = api;
        this.clock = clock;
        this.watches = watches;
        this.patches = new Patches(api, clock);
        this.deletions = new Deletions(api, api.decoder());
    }

    Reply answer(Request request, Target.Objects target) throws ApiException {
        request.refuseUnlessJsonIsAccepted();
        if (target.subresource().equals("scale") && target.type().has(Trait.SCALE)) {
            return scale(request, target);
        }
        return switch (request.method()) {
            case "GET" -> target.name().isEmpty() || isWatch(request) ? many(request, target) : one(request, target);
            case "POST" -> create(request, target);
            case "PUT" -> update(request, target);
            case "PATCH" -> patches.patch(request, target, part(target));
            case "DELETE" -> target.name().isEmpty()
                    ? deletions.selected(request, target, Selection.of(request, target))
                    : deletions.one(request, target);
            default -> throw methodNotAllowed();
        };
    }

    /** Whether a subresource is a part of the object, or its scale. */
    static boolean serves(ResourceType type, String subresource) {
        return switch (subresource) {
            case "" -> true;
            case "status" -> type.has(Trait.STATUS);
            case "finalize" -> type.equals(ResourceTypes.NAMESPACE);
            case "scale" -> type.has(Trait.SCALE);
            default -> false;
        };
    }

    private static Part part(Target.Objects target) {
        return switch (target.subresource()) {
            case "status" -> Part.STATUS;
            case "finalize" -> Part.FINALIZERS;
            default -> Part.OBJECT;
        };
    }

    private static boolean isWatch(Request request) {
        return request.flag("watch");
    }

    private Reply one(Request request, Target.Objects target) throws ApiException {
        ObjectNode object = api.get(target.type(), target.namespace(), target.name());
        return Reply.json(Rendering.of(request).one(target.type(), object, clock.now()));
    }

    private Reply many(Request request, Target.Objects target) throws ApiException {
        Selection selection = Selection.of(request, target);
        if (isWatch(request)) {
            return watch(request, target, selection);
        }
        Page page = Page.of(api.list(target.type(), target.namespace()), selection, request.number("limit").orElse(0),
                request.query("continue"), version -> api.hasForgotten(target.type(), version));
        return Reply.json(Rendering.of(request).page(target.type(), page, clock.now()));
    }

    private Reply watch(Request request, Target.Objects target, Selection selection) throws ApiException {
        if (request.query("sendInitialEvents").isPresent()) {
            throw Refusal.invalid(LIST_OPTIONS, "", List.of(FieldError.forbidden("sendInitialEvents",
                    "sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled")));
        }
        List<Reply.Header> headers = List.of(new Reply.Header("Content-Type", "application/json"));
        Duration timeout = request.number("timeoutSeconds").stream()
                .mapToObj(Duration::ofSeconds)
                .findFirst()
                .orElse(LONGEST_WATCH);
        Rendering rendering = Rendering.of(request);
        watches.take();
        try {
            Subscription subscription = api.subscribe(target.type(), target.namespace(),
                    request.query("resourceVersion").orElse(""), UNREAD_CHANGES);
            WatchReply watch = new WatchReply(api, clock, target.type(), subscription, selection, rendering, timeout,
                    request.flag("allowWatchBookmarks"));
            return new Reply.Streamed(200, headers, out -> {
                try {
                    watch.writeTo(out);
                } finally {
                    watches.giveBack();
                }
            });
        } catch (ApiException refused) {
            watches.giveBack();
            if (refused.code() == 410) {
                return new Reply.Streamed(200, headers, out -> WatchReply.write(out, "ERROR", refused.status()));
            }
            throw refused;
        }
    }

    private static final ResourceType LIST_OPTIONS = new ResourceType("meta.k8s.io", "v1", "listoptions", "listoptions",
            "ListOptions", false, List.of(), Set.of());

    private Reply create(Request request, Target.Objects target) throws ApiException {
        if (!target.name().isEmpty() || (target.type().namespaced() && target.namespace().isEmpty())) {
            throw methodNotAllowed();
        }
        FieldChecks checks = FieldChecks.of(request);
        ObjectNode object = decode(request, target.type(), checks);
        ObjectNode created = api.create(target.type(), target.namespace(), object, request.writeOptions());
        return checks.reply(201, Rendering.of(request).one(target.type(), created, clock.now()));
    }

    private Reply update(Request request, Target.Objects target) throws ApiException {
        if (target.name().isEmpty()) {
            throw methodNotAllowed();
        }
        FieldChecks checks = FieldChecks.of(request);
        ObjectNode object = decode(request, target.type(), checks);
        String name = Metadata.name(object);
        if (!name.equals(target.name())) {
            throw Refusal.badRequest("the name of the object (" + name + ") does not match the name on the URL ("
                    + target.name() + ")");
        }
        ObjectNode updated = api.update(target.type(), target.namespace(), target.name(), part(target),
                ApiServer.replacement(target.type(), object), request.writeOptions());
        return checks.reply(200, Rendering.of(request).one(target.type(), updated, clock.now()));
    }

    private ObjectNode decode(Request request, ResourceType type, FieldChecks checks) throws ApiException {
        return checks.check(type, api.decoder().decode(type, request.body(), request.language()));
    }

    private Reply scale(Request request, Target.Objects target) throws ApiException {
        ResourceType type = target.type();
        return switch (request.method()) {
            case "GET" -> Reply.json(Scale.of(api.get(type, target.namespace(), target.name())));
            case "PUT" -> {
                JsonNode scale = api.decoder().read(request.body(), request.language()).tree();
                yield scaled(request, target, _ -> scale);
            }
            case "PATCH" -> {
                JsonNode patch = api.decoder().read(request.body(), Language.JSON).tree();
                yield scaled(request, target,
                        present -> patches.patched(request.contentType(), type, Scale.of(present), patch));
            }
            default -> throw methodNotAllowed();
        };
    }

    @FunctionalInterface
    private interface NewScale {
        JsonNode of(ObjectNode present) throws ApiException;
    }

    private Reply scaled(Request request, Target.Objects target, NewScale scale) throws ApiException {
        ResourceType type = target.type();
        return Reply.json(Scale.of(api.update(type, target.namespace(), target.name(), Part.OBJECT,
                present -> ApiServer.replacement(type, Scale.applied(present, scale.of(present))).apply(present),
                request.writeOptions())));
    }

    static ApiException methodNotAllowed() {
        return new ApiException(Refusal.status(405, "MethodNotAllowed",
                "the server does not allow this method on the requested resource"));
    }
}
