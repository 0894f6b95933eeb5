package dev.statelab.lab.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ApiServer;
import dev.statelab.lab.api.Refusal;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.access.ServiceAccountTokens;
import dev.statelab.lab.api.object.Metadata;
import dev.statelab.lab.api.validation.FieldError;
import dev.statelab.lab.time.LabClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes tokens of service accounts for clients that ask: {@code kubectl create token}. */
final class TokenRequests {

    private static final long USUAL_SECONDS = 3600;
    private static final long FEWEST_SECONDS = 600;
    private static final long MOST_SECONDS = 1L << 32;

    private final ApiServer api;
    private final LabClock clock;

    TokenRequests(ApiServer api, LabClock clock) {
        this.api = api;
        this.clock = clock;
    }

    static boolean serves(Target.Objects target) {
        return target.type().equals(ResourceTypes.SERVICE_ACCOUNT) && target.subresource().equals("token")
                && target.rest().isEmpty();
    }

    Reply answer(Request request, Target.Objects target) throws ApiException {
        if (!request.method().equals("POST")) {
            throw ObjectRequests.methodNotAllowed();
        }
        FieldChecks checks = FieldChecks.of(request);
        ObjectNode body = checks.check(ResourceTypes.TOKEN_REQUEST,
                api.decoder().decode(ResourceTypes.TOKEN_REQUEST, request.body(), request.language()));
        ObjectNode account = api.get(target.type(), target.namespace(), target.name());
        ObjectNode spec = body.withObjectProperty("spec");
        long seconds = spec.path("expirationSeconds").asLong(USUAL_SECONDS);
        refuseUnfit(target, spec, seconds);
        List<String> audiences = Metadata.strings(spec.path("audiences"));
        ServiceAccountTokens.Issued issued = api.tokens()
                .issue(account, bound(spec.path("boundObjectRef"), target), audiences, Duration.ofSeconds(seconds));
        spec.put("expirationSeconds", seconds);
        if (audiences.isEmpty()) {
            spec.putArray("audiences").add(ServiceAccountTokens.ISSUER);
        }
        if (!spec.has("boundObjectRef")) {
            spec.putNull("boundObjectRef");
        }
        body.put("kind", ResourceTypes.TOKEN_REQUEST.kind()).put("apiVersion",
                ResourceTypes.TOKEN_REQUEST.apiVersion());
        Metadata.of(body)
                .put("name", target.name())
                .put("namespace", target.namespace())
                .put("creationTimestamp", Metadata.time(clock.now()));
        body.putObject("status").put("token", issued.token()).put("expirationTimestamp",
                Metadata.time(issued.expires()));
        return checks.reply(201, body);
    }

    private static void refuseUnfit(Target.Objects target, ObjectNode spec, long seconds) throws ApiException {
        Optional<String> problem = seconds < FEWEST_SECONDS
                ? Optional.of("may not specify a duration less than 10 minutes")
                : Optional.of("may not specify a duration larger than 2^32 seconds")
                        .filter(_ -> seconds > MOST_SECONDS);
        if (problem.isPresent()) {
            throw Refusal.invalid(ResourceTypes.TOKEN_REQUEST, target.name(), List.of(
                    FieldError.invalid("spec.expirationSeconds", spec.path("expirationSeconds"), problem.get())));
        }
    }

    private Optional<ObjectNode> bound(JsonNode reference, Target.Objects target) throws ApiException {
        if (!reference.isObject()) {
            return Optional.empty();
        }
        ResourceType type = switch (reference.path("kind").asText()) {
            case "Pod" -> ResourceTypes.POD;
            case "Secret" -> ResourceTypes.SECRET;
            default -> throw Refusal.badRequest("cannot bind token to object of type "
                    + reference.path("apiVersion").asText() + ", Kind=" + reference.path("kind").asText());
        };
        ObjectNode object = api.get(type, target.namespace(), reference.path("name").asText());
        String uid = reference.path("uid").asText();
        if (!uid.isEmpty() && !uid.equals(Metadata.uid(object))) {
            throw Refusal.conflict(type, Metadata.name(object), "the UID in the bound object reference (" + uid
                    + ") does not match the UID in record. The object might have been deleted and then recreated");
        }
        if (type.equals(ResourceTypes.POD)
                && !object.at("/spec/serviceAccountName").asText().equals(target.name())) {
            throw Refusal.badRequest("cannot bind token for serviceaccount \"" + target.name()
                    + "\" to pod running with different serviceaccount name.");
        }
        return Optional.of(object);
    }
}
