package dev.statelab.kube.pod;

import dev.statelab.core.Limits;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.PodAnswer;
import dev.statelab.core.cluster.PodAnswer.NoAnswer;
import dev.statelab.core.cluster.PodAnswer.NotListening;
import dev.statelab.core.cluster.PodAnswer.Unknown;
import dev.statelab.core.cluster.PodRequest;
import dev.statelab.kube.http.ApiStatus;
import dev.statelab.kube.http.Permission;
import dev.statelab.kube.http.Refusals;
import dev.statelab.kube.http.Reply.Answered;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells whose answer came through a proxy. The API server's own are {@code Status} objects (recordings
 * {@code pod-proxy-port-closed-503}, {@code pod-proxy-no-such-pod-404}, {@code forbidden-proxy-403}); all else is the
 * application's.
 */
final class ProxyAnswer {

    /** What the API server says when it got no connection to the pod (kubernetes: apimachinery, util/proxy). */
    private static final String NOT_REACHED = "error trying to reach service: ";
    /** What it says of a Service that leads nowhere (kubernetes: registry/core/service/storage, ResourceLocation). */
    private static final String NO_ENDPOINTS = "no endpoints available for service ";
    private static final String NO_PORT = "no service port ";
    /**
     * What it says of itself as plain text (kubernetes: apiserver, server/filters: priority-and-fairness, with_retry_after,
     * wrap; endpoints/handlers/responsewriters/errors, InternalError).
     */
    private static final Pattern ITS_OWN = Pattern.compile(
            "(Too many requests|The apiserver is shutting down), please try"
                    + " again later\\.|This request caused apiserver to panic\\..*|Internal Server Error: \"/api/v1/namespaces/.*",
            Pattern.DOTALL);

    /** What the message goes on with where the connection itself failed (Go: net.OpError). */
    private static final String DIAL = "dial ";

    /** A fragment of the API server's message, and what it means. */
    private record Symptom(String fragment, String meaning) {}

    private static final List<Symptom> SYMPTOMS = List.of(
            new Symptom("connection refused", "connection refused on port %d"),
            new Symptom("i/o timeout", "no connection to port %d in time"),
            new Symptom("deadline exceeded", "no connection to port %d in time"),
            new Symptom("no route to host", "no route to port %d; the pod or its node is gone"),
            new Symptom("connection reset", "the application broke the connection on port %d"),
            new Symptom("EOF", "the application closed the connection on port %d without an answer"),
            new Symptom("malformed HTTP", "what listens on port %d does not speak HTTP"));

    private ProxyAnswer() {}

    static PodAnswer of(PodRequest request, Answered answered) {
        ApiStatus status = answered.apiStatus();
        String said = Limits.cut(answered.body().strip(), Limits.TEXT);
        if ((answered.status() == 429 || answered.status() == 500) && ITS_OWN.matcher(said).matches()) {
            return new Unknown(cause(request, new ApiStatus(answered.status(), "", said, List.of())));
        }
        if (!status.isPresent()) {
            return new PodAnswer.Answered(answered.status(), PodProxy.headers(answered), answered.body(),
                    answered.truncated(), answered.took());
        }
        if (status.code() == 404) {
            return new NoAnswer("there is no " + request.target());
        }
        if (status.code() == 400 && status.message().contains("address not allowed")) {
            return new NotListening("the " + request.target() + " has no address yet");
        }
        if (status.message().startsWith(NO_ENDPOINTS)) {
            return new NotListening("the " + request.target() + " has no ready endpoint");
        }
        if (status.message().startsWith(NO_PORT)) {
            return new NoAnswer("the " + request.target() + " has no port " + request.port());
        }
        if (status.message().startsWith(NOT_REACHED)) {
            String why = status.message().substring(NOT_REACHED.length());
            return why.startsWith(DIAL) ? new NotListening(reason(request, why)) : new NoAnswer(reason(request, why));
        }
        return new Unknown(cause(request, status));
    }

    private static Cause cause(PodRequest request, ApiStatus status) {
        return Refusals.cause(new Permission(verb(request.method()), "",
                PodProxy.resource(request.target()) + "/proxy", request.namespace()), status);
    }

    private static String reason(PodRequest request, String message) {
        return SYMPTOMS.stream().filter(symptom -> message.contains(symptom.fragment()))
                .map(symptom -> symptom.meaning().formatted(request.port())).findFirst().orElse(message);
    }

    /** The verb that RBAC asks for, by HTTP method (Kubernetes: "Authorization", request verbs). */
    private static String verb(String method) {
        return switch (method) {
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> "delete";
            default -> "get";
        };
    }
}
