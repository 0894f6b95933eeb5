package dev.statelab.lab.api.http;

import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ApiServer;
import dev.statelab.lab.api.Guard;
import dev.statelab.lab.api.access.Attributes;
import dev.statelab.lab.api.access.Authorizer;
import dev.statelab.lab.api.access.Escalation;
import dev.statelab.lab.api.access.User;
import dev.statelab.lab.api.object.Metadata;

/** Lets a request in whose sender may do what it wants. */
final class Gate {

    private final Authorizer authorizer;
    private final Authentication authentication;

    /** @param token of whoever may do everything */
    Gate(ApiServer api, Authorizer authorizer, String token) {
        this.authorizer = authorizer;
        this.authentication = new Authentication(token, api.tokens(), authorizer);
    }

    /**
     * A request that may be answered.
     *
     * @param request watched over in what it stores
     */
    record Admitted(Request request, Target target, User user) {}

    /** 401 where nobody knows the sender, 403 where the sender may not. */
    Admitted admit(Request request) throws ApiException {
        User user = authentication.user(request);
        Target target = Target.of(request.rawPath());
        authorizer.refuseUnlessAllowed(user, Wanted.by(request, target));
        return new Admitted(request.guardedBy(guard(user, request.method())), target, user);
    }

    /** Who may patch may not therefore create, and nobody gives rights away that he does not have. */
    private Guard guard(User user, String method) {
        Escalation escalation = new Escalation(authorizer, user);
        return (type, present, next) -> {
            if (present.isEmpty() && method.equals("PATCH")) {
                authorizer.refuseUnlessAllowed(user, new Attributes.OfResource("create", type.group(), type.plural(),
                        "", Metadata.namespace(next), Metadata.name(next)));
            }
            escalation.refuse(type, present, next);
        };
    }
}
