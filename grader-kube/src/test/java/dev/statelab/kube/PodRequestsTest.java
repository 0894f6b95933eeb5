package dev.statelab.kube;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.core.cluster.PodAnswer;
import dev.statelab.core.cluster.PodAnswer.Answered;
import dev.statelab.core.cluster.PodAnswer.NoAnswer;
import dev.statelab.core.cluster.PodAnswer.NotListening;
import dev.statelab.core.cluster.PodAnswer.Unknown;
import dev.statelab.core.cluster.PodRequest;
import dev.statelab.core.cluster.Target;
import dev.statelab.kube.connect.Connection;
import dev.statelab.kube.connect.Validity;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PodRequestsTest {

    private static final String PROXY = "/api/v1/namespaces/task-02/pods/key-value-svc-0:5000/proxy";
    private static final Duration LONG = Duration.ofSeconds(20);

    private final FakeApi api = new FakeApi();
    private final KubeCluster cluster = KubeCluster.open(api.connection());

    @AfterEach
    void close() {
        cluster.close();
        api.close();
    }

    @Test
    void givesTheApplicationsAnswerUnchanged() throws Exception {
        api.on(PROXY + "/obj/recorded", exchange -> {
            exchange.getResponseHeaders().add("X-Pod", "a");
            exchange.getResponseHeaders().add("X-Pod", "b");
            FakeApi.send(exchange, Recordings.response("pod-proxy-get-200"));
        });

        Answered answered = (Answered) send("GET", "/obj/recorded", "");

        assertThat(answered.status()).isEqualTo(200);
        assertThat(answered.body()).isEqualTo("recorded value");
        assertThat(answered.headers()).containsEntry("x-pod", "a, b")
                .containsEntry("content-type", "text/html; charset=utf-8");
        assertThat(answered.truncated()).isFalse();
        assertThat(answered.took()).isPositive();
    }

    @Test
    void sendsBodyAndHeadersAsTheyAre() throws Exception {
        api.on(PROXY + "/obj/recorded", Recordings.response("pod-proxy-post-200"));

        cluster.send(new PodRequest("task-02", new Target.Pod("key-value-svc-0"), 5000, "POST", "/obj/recorded?a=b%20c",
                Map.of("Content-Type", "text/plain", "X-Test", "1"), "grüße", LONG));

        FakeApi.Seen seen = api.seen().getFirst();
        assertThat(seen.method()).isEqualTo("POST");
        assertThat(seen.uri()).endsWith("/proxy/obj/recorded?a=b%20c");
        assertThat(seen.body()).isEqualTo("grüße");
        assertThat(seen.headers().get("Content-type")).containsExactly("text/plain");
        assertThat(seen.headers().get("X-test")).containsExactly("1");
    }

    @Test
    void sendsNothingThatOnlyAGraderSends() throws Exception {
        api.on(PROXY + "/obj/recorded", Recordings.response("pod-proxy-get-200"));

        send("GET", "/obj/recorded", "");

        assertThat(api.seen().getFirst().headers()).containsEntry("User-agent", List.of("curl/8.5.0"))
                .containsEntry("Accept", List.of("*/*"))
                .containsOnlyKeys("Host", "Connection", "User-agent", "Accept");
    }

    @Test
    void sendsTheTasksOwnUserAgent() throws Exception {
        api.on(PROXY + "/", Recordings.response("pod-proxy-get-200"));

        cluster.send(new PodRequest("task-02", new Target.Pod("key-value-svc-0"), 5000, "GET", "/",
                Map.of("User-Agent", "mine"), "", LONG));

        assertThat(api.seen().getFirst().headers().get("User-agent")).containsExactly("mine");
    }

    @Test
    void reportsTheApplicationsOwn404() throws Exception {
        api.on(PROXY + "/obj/absent", Recordings.response("pod-proxy-app-404"));

        assertThat(((Answered) send("GET", "/obj/absent", "")).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429, 500, 502, 503, 504})
    void reportsTheApplicationsOwnRefusals(int status) throws Exception {
        api.on(PROXY + "/", status, "application/json", "{\"error\":\"mine\"}");

        assertThat(((Answered) send("GET", "/", "")).status()).isEqualTo(status);
    }

    @Test
    void saysThatNothingListensOnThePort() throws Exception {
        api.on(PROXY + "/", Recordings.response("pod-proxy-port-closed-503"));

        assertThat(send("GET", "/", "")).isEqualTo(new NotListening("connection refused on port 5000"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dial tcp 10.42.0.10:5000: i/o timeout                  | no connection to port 5000 in time
            dial tcp 10.42.0.10:5000: connect: no route to host    | no route to port 5000; the pod or its node is gone
            """)
    void tellsThatNothingOfTheRequestWasDelivered(String said, String reason) throws Exception {
        api.on(PROXY + "/", 503, "application/json", notReached(said));

        assertThat(send("GET", "/", "")).isEqualTo(new NotListening(reason));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EOF                                                    | the application closed the connection on port 5000 without an answer
            something that nobody has seen before                  | something that nobody has seen before
            """)
    void translatesWhatTheProxySays(String said, String reason) throws Exception {
        api.on(PROXY + "/", 503, "application/json", notReached(said));

        assertThat(send("GET", "/", "")).isEqualTo(new NoAnswer(reason));
    }

    private static String notReached(String said) {
        return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"error trying to reach service: "
                + said + "\",\"reason\":\"ServiceUnavailable\",\"code\":503}";
    }

    @Test
    void saysThatThePodIsGone() throws Exception {
        api.on(PROXY + "/", Recordings.response("pod-proxy-no-such-pod-404"));

        assertThat(send("GET", "/", "")).isEqualTo(new NoAnswer("there is no pod key-value-svc-0"));
    }

    @Test
    void saysThatThePodHasNoAddressYet() throws Exception {
        api.on(PROXY + "/", 400, "application/json",
                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"address not allowed\",\"reason\":\"BadRequest\",\"code\":400}");

        assertThat(send("GET", "/", "")).isEqualTo(new NotListening("the pod key-value-svc-0 has no address yet"));
    }

    @ParameterizedTest
    @CsvSource({"GET,get", "POST,create", "PUT,update", "DELETE,delete"})
    void namesThePermissionThatIsMissing(String method, String verb) throws Exception {
        api.on(PROXY + "/", Recordings.response("forbidden-proxy-403"));

        Unknown unknown = (Unknown) send(method, "/", "");

        assertThat(unknown.cause().reason()).isEqualTo(Reason.FORBIDDEN);
        assertThat(unknown.cause().message()).contains(verb + " pods/proxy in the namespace task-02");
    }

    @Test
    void doesNotBlameTheApplicationForTheApiServersRefusals() throws Exception {
        api.on(PROXY + "/401", Recordings.response("unauthorized-401"))
                .on(PROXY + "/429", 429, "text/plain; charset=utf-8", "Too many requests, please try again later.\n")
                .on(PROXY + "/500", 500, "application/json",
                        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"etcdserver: timeout\",\"code\":500}");

        assertThat(reason(send("GET", "/401", ""))).isEqualTo(Reason.UNAUTHORIZED);
        assertThat(reason(send("GET", "/429", ""))).isEqualTo(Reason.THROTTLED);
        assertThat(reason(send("GET", "/500", ""))).isEqualTo(Reason.SERVER_ERROR);
    }

    /** As http.Error of Go writes them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            429 | The apiserver is shutting down, please try again later.
            500 | This request caused apiserver to panic. Look in the logs for details.
            500 | Internal Server Error: "/api/v1/namespaces/task-02/pods/key-value-svc-0:5000/proxy/": context canceled
            """)
    void doesNotBlameTheApplicationForWhatTheApiServerSaysOfItself(int status, String said) throws Exception {
        api.on(PROXY + "/", status, "text/plain; charset=utf-8", said + "\n")
                .on("/version", Recordings.response("version"));

        assertThat(reason(send("GET", "/", ""))).isEqualTo(status == 429 ? Reason.THROTTLED : Reason.SERVER_ERROR);
    }

    @Test
    void doesNotBlameTheApplicationForARefusalWhileTheApiServerIsNotWell() throws Exception {
        api.on(PROXY + "/", 502, "text/html", "<h1>502 Bad Gateway</h1>").on("/version", 502, "text/html",
                "<h1>502</h1>");

        assertThat(reason(send("GET", "/", ""))).isEqualTo(Reason.SERVER_ERROR);
    }

    @Test
    void doesNotBlameTheApplicationForARefusalThatDidNotComeThroughTheApiServer() throws Exception {
        api.on(PROXY + "/", 502, "text/html", "<h1>502 Bad Gateway</h1>")
                .on(PROXY + "/own", exchange -> marked(exchange, new Recordings.Answer(502, "text/plain", "own")))
                .on("/version", exchange -> marked(exchange, Recordings.response("version")));

        assertThat(reason(send("GET", "/", ""))).isEqualTo(Reason.SERVER_ERROR);
        assertThat(((Answered) send("GET", "/own", "")).body()).isEqualTo("own");
    }

    private static void marked(HttpExchange exchange, Recordings.Answer answer) throws IOException {
        exchange.getResponseHeaders().add("Audit-Id", "c8c2f9b4-6b2d-4f0e-9a55-d7f9c8f5f6a1");
        FakeApi.send(exchange, answer);
    }

    @Test
    void isUnreachableWhenNobodyListens() throws Exception {
        // A port that was just given back is soon another test's; this one is nobody's.
        Connection nobody = new Connection(HttpUrl.get("http://127.0.0.1:1"), new OkHttpClient(), "a test",
                Validity.ALWAYS);
        try (KubeCluster unreachable = KubeCluster.open(nobody)) {
            Unknown unknown = (Unknown) unreachable.send(request("GET", "/", ""));

            assertThat(unknown.cause().reason()).isEqualTo(Reason.UNREACHABLE);
            assertThat(unknown.cause().message()).contains("the connection was refused");
        }
    }

    @Test
    void cutsABodyThatIsTooLong() throws Exception {
        api.on(PROXY + "/long", 200, "text/plain", "x".repeat(1024 * 1024 + 1))
                .on(PROXY + "/full", 200, "text/plain", "x".repeat(1024 * 1024));

        Answered tooLong = (Answered) send("GET", "/long", "");
        Answered full = (Answered) send("GET", "/full", "");

        assertThat(tooLong.truncated()).isTrue();
        assertThat(tooLong.body()).hasSize(1024 * 1024);
        assertThat(full.truncated()).isFalse();
        assertThat(full.body()).hasSize(1024 * 1024);
    }

    @ParameterizedTest
    @CsvSource({"/../../../secrets,/secrets", "/a/%2e%2e/b,/b", "/obj/..%2f..%2fetc,/obj/..%2f..%2fetc", "/a b,/a%20b"})
    void keepsEveryPathBehindTheProxy(String path, String sent) throws Exception {
        send("GET", path, "");

        assertThat(api.seen().getFirst().uri()).isEqualTo(PROXY + sent);
    }

    @Test
    void followsNoRedirect() throws Exception {
        api.on(PROXY + "/", exchange -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });

        Answered answered = (Answered) send("GET", "/", "");

        assertThat(answered.status()).isEqualTo(302);
        assertThat(answered.headers()).containsEntry("location", "/elsewhere");
        assertThat(api.seen()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void sendsOnceWhenTheAnswerAsksForARepetition(String method) throws Exception {
        api.on(PROXY + "/", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "0");
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });

        Answered answered = (Answered) send(method, "/", "");

        assertThat(answered.status()).isEqualTo(503);
        assertThat(answered.headers()).containsEntry("retry-after", "0");
        assertThat(api.seen()).filteredOn(seen -> seen.uri().startsWith(PROXY)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 421, 429, 500, 502, 503, 504})
    void sendsAPostOnceWhateverTheStatus(int status) throws Exception {
        api.on(PROXY + "/increment", status, "text/plain", "no");

        send("POST", "/increment", "1");

        assertThat(api.seen()).filteredOn(seen -> seen.uri().startsWith(PROXY)).hasSize(1);
    }

    @Test
    void sendsAPostOnceWhenTheConnectionBreaksOnAnEarlierOnesConnection() throws Exception {
        api.on(PROXY + "/", 200, "text/plain", "warm").on(PROXY + "/increment", HttpExchange::close);
        send("GET", "/", "");

        PodAnswer answer = send("POST", "/increment", "1");

        assertThat(reason(answer)).isEqualTo(Reason.UNREACHABLE);
        assertThat(api.seen()).hasSize(2);
    }

    @Test
    void isUnknownWhenTheAnswerBreaksInTheMiddle() throws Exception {
        api.on(PROXY + "/", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("half".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            exchange.getHttpContext().getServer().stop(0);
        });

        assertThat(reason(send("GET", "/", ""))).isEqualTo(Reason.UNREACHABLE);
    }

    @ParameterizedTest
    @CsvSource({"GET,a body,X-A,b", "BAD METHOD,'',X-A,b", "GET,'',bad header,b", "GET,'',X-A,'b\u0007'"})
    void saysWhenATaskAsksForWhatIsNoHttp(String method, String body, String header, String value) throws Exception {
        PodAnswer answer = cluster.send(
                new PodRequest("task-02", new Target.Pod("key-value-svc-0"), 5000, method, "/", Map.of(header, value),
                        body, LONG));

        assertThat(reason(answer)).isEqualTo(Reason.FAULTY_TASK);
        assertThat(api.seen()).isEmpty();
    }

    private PodAnswer send(String method, String path, String body) throws InterruptedException {
        return cluster.send(request(method, path, body));
    }

    private static PodRequest request(String method, String path, String body) {
        return new PodRequest("task-02", new Target.Pod("key-value-svc-0"), 5000, method, path, Map.of(), body, LONG);
    }

    private static Reason reason(PodAnswer answer) {
        return ((Unknown) answer).cause().reason();
    }
}
