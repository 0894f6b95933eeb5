package dev.statelab.kube.pod;

import static java.util.stream.Collectors.toMap;

import dev.statelab.core.Limits;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.core.cluster.PodAnswer;
import dev.statelab.core.cluster.PodAnswer.NoAnswer;
import dev.statelab.core.cluster.PodAnswer.Unknown;
import dev.statelab.core.cluster.PodRequest;
import dev.statelab.core.cluster.Target;
import dev.statelab.kube.http.ApiServer;
import dev.statelab.kube.http.Reply.Answered;
import dev.statelab.kube.http.Reply.Lost;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.ByteString;

/** Talks to applications through the API server's proxies of pods and Services. */
public final class PodProxy {

    private static final Pattern METHOD = Pattern.compile("[A-Z]+");

    private final ApiServer api;
    private final Overload overload;

    public PodProxy(ApiServer api, Overload overload) {
        this.api = api;
        this.overload = overload;
    }

    public PodAnswer send(PodRequest request) throws InterruptedException {
        Optional<Request> http = http(request);
        if (http.isEmpty()) {
            return new Unknown(new Cause(Reason.FAULTY_TASK, "Expected an HTTP request, but " + request.method() + " "
                    + request.path()
                    + " cannot be sent as one; check its method, its headers and whether it may have a body"));
        }
        try (Meanwhile meanwhile = new Meanwhile(overload, "an answer from port " + request.port() + " of "
                + request.target(), request.timeout())) {
            return switch (api.send(http.get(), request.timeout(), Limits.APPLICATION_ANSWER)) {
                case Answered answered -> whoAnswered(ProxyAnswer.of(request, answered), answered);
                case Lost(Cause cause) when cause.reason() == Reason.TIMED_OUT -> whoIsSlow(request, meanwhile);
                case Lost(Cause cause) -> new Unknown(cause);
            };
        }
    }

    /** A refusal may also be that of an API server that is not well, or of what stands before it. */
    private PodAnswer whoAnswered(PodAnswer answer, Answered answered) throws InterruptedException {
        return answer instanceof PodAnswer.Answered && answered.status() >= 400 && !api.vouchesFor(answered)
                ? new Unknown(new Cause(Reason.SERVER_ERROR, "Expected an answer of the application, found status "
                        + answered.status()
                        + " of an API server that is not well, or of what stands before it; run this"
                        + " again once the cluster is well"))
                : answer;
    }

    private static PodAnswer whoIsSlow(PodRequest request, Meanwhile meanwhile) throws InterruptedException {
        return meanwhile.otherReason().<PodAnswer>map(Unknown::new).orElseGet(() -> new NoAnswer(
                "no answer within " + seconds(request.timeout()) + " from port " + request.port()));
    }

    private Optional<Request> http(PodRequest request) {
        if (!METHOD.matcher(request.method()).matches()) {
            return Optional.empty();
        }
        try {
            boolean noBody = request.body().isEmpty()
                    && (request.method().equals("GET") || request.method().equals("HEAD"));
            RequestBody body = noBody ? null : RequestBody.create(ByteString.encodeUtf8(request.body()), null);
            Request.Builder http = new Request.Builder().url(url(request)).method(request.method(), body)
                    // Otherwise the answer's headers are not the application's.
                    .header("Accept-Encoding", "identity")
                    // As curl does, with which students try: no application is to tell the grader from them.
                    .header("User-Agent", "curl/8.5.0").header("Accept", "*/*");
            request.headers().forEach(http::header);
            return Optional.of(http.build());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The application's path cannot leave the proxy's: its {@code ..} are resolved before it is put behind it. */
    private HttpUrl url(PodRequest request) {
        HttpUrl application = HttpUrl.get("http://pod" + request.path());
        HttpUrl proxy = api.url("api", "v1", "namespaces", request.namespace(), resource(request.target()),
                request.target().name() + ":" + request.port(), "proxy").build();
        return proxy.newBuilder().encodedPath(proxy.encodedPath() + application.encodedPath())
                .encodedQuery(application.encodedQuery()).build();
    }

    static String resource(Target target) {
        return switch (target) {
            case Target.Pod _ -> "pods";
            case Target.Service _ -> "services";
        };
    }

    static Map<String, String> headers(Answered answered) {
        return answered.headers().names().stream().collect(toMap(name -> name.toLowerCase(Locale.ROOT),
                name -> String.join(", ", answered.headers().values(name)), (first, second) -> first));
    }

    static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
