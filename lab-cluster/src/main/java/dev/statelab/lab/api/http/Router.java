package dev.statelab.lab.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.ApiServer;
import dev.statelab.lab.api.PodAccess;
import dev.statelab.lab.api.Refusal;
import dev.statelab.lab.api.ResourceType.Trait;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.access.Authorizer;
import dev.statelab.lab.api.access.User;
import dev.statelab.lab.api.http.stream.Conversation;
import dev.statelab.lab.time.LabClock;
import java.util.Optional;
import java.util.Set;

/** Finds who answers a request. */
final class Router {

    private static final Set<String> HEALTH = Set.of("/healthz", "/livez", "/readyz");

    private final ApiServer api;
    private final Gate gate;
    private final Reviews reviews;
    private final TokenRequests tokenRequests;
    private final String address;
    private final ObjectRequests objects;
    private final OpenApi openApi;
    private final PodProxy proxy;
    private final PodLogs logs;
    private final Evictions evictions;
    private final Bindings bindings;
    private final PodStreams streams;

    /**
     * @param address where the API server is reached: {@code 127.0.0.1:6443}
     */
    Router(ApiServer api, PodAccess pods, Forwarder forwarder, String token, LabClock clock, ClientLimits limits,
            String address) {
        this.api = api;
        Authorizer authorizer = new Authorizer(api);
        this.gate = new Gate(api, authorizer, token);
        this.reviews = new Reviews(authorizer, api.tokens());
        this.tokenRequests = new TokenRequests(api, clock);
        this.address = address;
        this.objects = new ObjectRequests(api, clock, new WatchPlaces(limits.watches()));
        this.openApi = new OpenApi(api.decoder());
        this.proxy = new PodProxy(api, pods, forwarder);
        this.logs = new PodLogs(api, pods, clock);
        this.evictions = new Evictions(api, clock);
        this.bindings = new Bindings(api, clock);
        this.streams = new PodStreams(api, pods);
    }

    Reply answer(Request request) throws InterruptedException {
        try {
            return answer(gate.admit(request));
        } catch (ApiException refused) {
            return Reply.json(refused.code(), refused.status());
        }
    }

    /** What is to be said over a WebSocket; empty where the request is to be answered as any other. */
    Optional<Conversation> conversation(Request request) {
        try {
            return gate.admit(request).target() instanceof Target.Objects target && PodStreams.serves(target)
                    ? Optional.of(streams.conversation(request, target))
                    : Optional.empty();
        } catch (ApiException _) {
            return Optional.empty();
        }
    }

    private Reply answer(Gate.Admitted admitted) throws ApiException, InterruptedException {
        Request request = admitted.request();
        return switch (admitted.target()) {
            case Target.Objects wanted -> ofObjects(request, wanted, admitted.user());
            case Target.Itself(String path) -> itself(request, path);
            case Target.NoSuchGroup() -> new Reply.Text(404, "404 page not found\n");
            case Target.NotServed() -> throw notServed(request);
        };
    }

    private Reply ofObjects(Request request, Target.Objects target, User user)
            throws ApiException, InterruptedException {
        if (target.type().has(Trait.REVIEW)) {
            return review(request, target, user);
        }
        if (TokenRequests.serves(target)) {
            return tokenRequests.answer(request, target);
        }
        boolean isPod = target.type().equals(ResourceTypes.POD);
        boolean isProxied = isPod || target.type().equals(ResourceTypes.SERVICE);
        if (target.subresource().equals("proxy") && isProxied) {
            return proxy.forward(request, target);
        }
        if (PodStreams.serves(target)) {
            return streams.answer(request, target);
        }
        if (!target.rest().isEmpty() || !ObjectRequests.serves(target.type(), target.subresource())) {
            return isPod && target.rest().isEmpty() ? ofPod(request, target) : refuse(request);
        }
        return objects.answer(request, target);
    }

    private Reply ofPod(Request request, Target.Objects target) throws ApiException {
        return switch (request.method() + " " + target.subresource()) {
            case "GET log" -> logs.log(request, target);
            case "POST eviction" -> evictions.evict(request, target);
            case "POST binding" -> bindings.bind(request, target);
            default -> refuse(request);
        };
    }

    private static Reply refuse(Request request) throws ApiException {
        throw notServed(request);
    }

    private Reply itself(Request request, String path) throws ApiException {
        if (HEALTH.contains(path)) {
            return new Reply.Text(200, "ok");
        }
        Optional<ObjectNode> document = path.equals("/version")
                ? Optional.of(Version.info())
                : Discovery.at(path, address).or(() -> openApi.at(path));
        return Reply.json(document.orElseThrow(() -> notServed(request)));
    }

    private Reply review(Request request, Target.Objects target, User user) throws ApiException {
        if (!request.method().equals("POST") || !target.name().isEmpty()) {
            throw notServed(request);
        }
        FieldChecks checks = FieldChecks.of(request);
        ObjectNode review = checks.check(target.type(),
                api.decoder().decode(target.type(), request.body(), request.language()));
        return checks.reply(201, reviews.answer(target, review, user));
    }

    private static ApiException notServed(Request request) {
        return new ApiException(Refusal.status(501, "NotImplemented",
                "the lab cluster does not serve " + request.method() + " " + request.rawPath()));
    }
}
