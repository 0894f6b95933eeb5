package dev.statelab.kube;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.statelab.core.cluster.Cause.Reason;
import dev.statelab.core.cluster.Command;
import dev.statelab.core.cluster.CommandAnswer;
import dev.statelab.core.cluster.CommandAnswer.Ended;
import dev.statelab.core.cluster.CommandAnswer.NoEnd;
import dev.statelab.core.cluster.CommandAnswer.NotRunning;
import dev.statelab.core.cluster.CommandAnswer.NotStarted;
import dev.statelab.core.cluster.CommandAnswer.Unknown;
import dev.statelab.kube.connect.Connection;
import dev.statelab.kube.connect.Validity;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PodCommandsTest {

    private static final String SUCCESS = "{\"metadata\":{},\"status\":\"Success\"}";
    private static final Duration LONG = Duration.ofSeconds(20);

    private final MockWebServer server = new MockWebServer();
    private final SlowMachine machine = new SlowMachine();
    private final KubeCluster cluster;

    PodCommandsTest() throws IOException {
        server.start();
        cluster = machine.cluster(new Connection(server.url("/"), new OkHttpClient(), "a test", Validity.ALWAYS));
    }

    @AfterEach
    void close() {
        cluster.close();
        server.close();
    }

    /** The API server's side of one command. */
    private void onceOpen(Consumer<WebSocket> then) {
        server.enqueue(new MockResponse.Builder().webSocketUpgrade(new WebSocketListener() {
            @Override
            public void onOpen(WebSocket socket, Response response) {
                then.accept(socket);
            }
        }).addHeader("Sec-WebSocket-Protocol", "v5.channel.k8s.io").build());
    }

    private static void send(WebSocket socket, int channel, String text) {
        send(socket, channel, text.getBytes(UTF_8));
    }

    private static void send(WebSocket socket, int channel, byte[] content) {
        byte[] message = new byte[content.length + 1];
        message[0] = (byte) channel;
        System.arraycopy(content, 0, message, 1, content.length);
        socket.send(ByteString.of(message));
    }

    private static void end(WebSocket socket, String status) {
        send(socket, 3, status);
        socket.close(1000, null);
    }

    private CommandAnswer exec() throws InterruptedException {
        return exec(1024, LONG);
    }

    private CommandAnswer exec(int maxOutput, Duration timeout) throws InterruptedException {
        return cluster.exec(new Command("lab", "kv-0", "app", List.of("sh", "-c", "a b&c"), maxOutput, timeout));
    }

    private CommandAnswer ending(String status) throws InterruptedException {
        onceOpen(socket -> end(socket, status));
        return exec();
    }

    @Test
    void asksForOneCommandAsItIs() throws Exception {
        onceOpen(socket -> end(socket, SUCCESS));

        exec();

        RecordedRequest request = server.takeRequest();
        assertThat(request.getMethod()).isEqualTo("GET");
        assertThat(request.getUrl().encodedPath()).isEqualTo("/api/v1/namespaces/lab/pods/kv-0/exec");
        assertThat(request.getUrl().queryParameterValues("command")).containsExactly("sh", "-c", "a b&c");
        assertThat(request.getUrl().queryParameter("container")).isEqualTo("app");
        assertThat(request.getUrl().queryParameterNames()).doesNotContain("stdin", "tty");
        assertThat(request.getHeaders().get("Sec-WebSocket-Protocol"))
                .isEqualTo("v5.channel.k8s.io, v4.channel.k8s.io");
    }

    @Test
    void keepsTheStreamsApart() throws Exception {
        onceOpen(socket -> {
            send(socket, 1, "");
            send(socket, 1, "one\n");
            send(socket, 2, "oops\n");
            send(socket, 1, "two\n");
            end(socket, SUCCESS);
        });

        assertThat(exec()).isInstanceOfSatisfying(Ended.class, ended -> {
            assertThat(ended.exitCode()).isZero();
            assertThat(ended.stdout().text()).isEqualTo("one\ntwo\n");
            assertThat(ended.stderr().text()).isEqualTo("oops\n");
            assertThat(ended.took()).isPositive();
        });
    }

    @Test
    void givesTheCommandsOwnExitCode() throws Exception {
        CommandAnswer answer = ending("""
                {"metadata":{},"status":"Failure","message":"command terminated with non-zero exit code","reason":
                "NonZeroExitCode","details":{"causes":[{"reason":"ExitCode","message":"7"}]}}""");

        assertThat(((Ended) answer).exitCode()).isEqualTo(7);
    }

    @Test
    void cutsOutputThatIsTooLongAndDigestsAllOfIt() throws Exception {
        onceOpen(socket -> {
            send(socket, 1, "0123456789");
            send(socket, 1, "0123456789");
            end(socket, SUCCESS);
        });

        assertThat(exec(15, LONG)).isInstanceOfSatisfying(Ended.class, ended -> {
            assertThat(ended.stdout().text()).isEqualTo("012345678901234");
            assertThat(ended.stdout().size()).isEqualTo(20);
            assertThat(ended.stdout().truncated()).isTrue();
            // printf 01234567890123456789 | sha256sum
            assertThat(ended.stdout().sha256())
                    .isEqualTo("4e76ad8354461437c04ef9b9b242540b6406d782ff2c3fb28afdab5b423f88fe");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Internal error occurred: error executing command in container: failed to exec in container: failed to start exec \\"a1\\": OCI runtime exec failed: exec failed: unable to start container process: exec: \\"sh\\": executable file not found in $PATH: unknown | exec: "sh": executable file not found in $PATH
            Internal error occurred: error executing command in container: failed to exec in container: exec: \\"/x\\": stat /x: no such file or directory: unknown | exec: "/x": stat /x: no such file or directory
            Internal error occurred: crun: executable file `sh` not found in $PATH: No such file or directory: OCI runtime attempted to invoke a command that was not found | executable file `sh` not found in $PATH: No such file or directory: OCI runtime attempted to invoke a command that was not found
            """)
    void tellsACommandThatTheImageDoesNotHave(String message, String reason) throws Exception {
        assertThat(ending(status(500, "InternalError", message))).isEqualTo(new NotStarted(reason));
    }

    @Test
    void tellsACommandThatIsMissingBehindDocker() throws Exception {
        onceOpen(socket -> {
            send(socket, 1, "OCI runtime exec failed: exec failed: unable to start container process: exec: \"sh\": "
                    + "executable file not found in $PATH: unknown\r\n");
            end(socket, """
                    {"status":"Failure","reason":"NonZeroExitCode","details":{"causes":[{"reason":"ExitCode",
                    "message":"126"}]}}""");
        });

        assertThat(exec()).isEqualTo(new NotStarted("exec: \"sh\": executable file not found in $PATH"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            500 | InternalError | unable to upgrade connection: container not found (\\"app\\")
            500 | InternalError | Internal error occurred: container is not created or running
            """)
    void tellsAContainerThatDoesNotRun(int code, String reason, String message) throws Exception {
        assertThat(ending(status(code, reason, message))).isInstanceOf(NotRunning.class);
    }

    @Test
    void tellsAPodThatIsNotThere() throws Exception {
        refuse(404, status(404, "NotFound", "pods \\\"kv-0\\\" not found"));

        assertThat(exec()).isEqualTo(new NotRunning("there is no pod kv-0"));
    }

    @Test
    void tellsAContainerThatIsNotThere() throws Exception {
        refuse(400, status(400, "BadRequest", "container app is not valid for pod kv-0"));

        assertThat(exec()).isEqualTo(new NotRunning("container app is not valid for pod kv-0"));
    }

    @ParameterizedTest
    @CsvSource({"401,Unauthorized,UNAUTHORIZED", "403,Forbidden,FORBIDDEN", "429,TooManyRequests,THROTTLED",
        "500,InternalError,SERVER_ERROR", "503,ServiceUnavailable,SERVER_ERROR"})
    void doesNotBlameAnybodyForTheApiServersRefusals(int code, String reason, Reason expected) throws Exception {
        refuse(code, status(code, reason, "no"));

        assertThat(reason(exec())).isEqualTo(expected);
        assertThat(server.getRequestCount()).isOne();
    }

    @Test
    void namesThePermissionThatIsMissing() throws Exception {
        refuse(403, status(403, "Forbidden", "no"));

        assertThat(((Unknown) exec()).cause().message()).contains("get pods/exec in the namespace lab");
    }

    @Test
    void doesNotBlameAnybodyForAnErrorOfTheKubelet() throws Exception {
        assertThat(reason(ending(status(500, "InternalError", "error dialing backend: EOF"))))
                .isEqualTo(Reason.SERVER_ERROR);
    }

    @Test
    void isUnknownAndNotRepeatedWhenTheConnectionEndsWithoutAStatus() throws Exception {
        onceOpen(socket -> {
            send(socket, 1, "half");
            socket.close(1000, null);
        });

        assertThat(reason(exec())).isEqualTo(Reason.SERVER_ERROR);
        assertThat(server.getRequestCount()).isOne();
    }

    @Test
    void isUnknownAndNotRepeatedWhenTheConnectionBreaks() throws Exception {
        onceOpen(WebSocket::cancel);

        assertThat(reason(exec())).isEqualTo(Reason.UNREACHABLE);
        assertThat(server.getRequestCount()).isOne();
    }

    @Test
    void blamesACommandThatDoesNotEndWhenTheApiServerIsPrompt() throws Exception {
        onceOpen(socket -> send(socket, 1, "half"));
        server.enqueue(new MockResponse(200, Headers.of(), "{}"));
        server.enqueue(new MockResponse(200, Headers.of(), "{}"));

        assertThat(exec(1024, Duration.ofMillis(300))).isInstanceOfSatisfying(NoEnd.class, noEnd -> {
            assertThat(noEnd.reason()).isEqualTo("it did not end within 300 ms");
            assertThat(noEnd.stdout().text()).isEqualTo("half");
        });
    }

    @Test
    void doesNotBlameACommandWhenThisMachineIsStarved() throws Exception {
        machine.takes(60);
        onceOpen(socket -> send(socket, 1, "half"));
        server.enqueue(new MockResponse(200, Headers.of(), "{}"));

        assertThat(exec(1024, Duration.ofMillis(300))).isInstanceOfSatisfying(CommandAnswer.Unknown.class,
                unknown -> assertThat(unknown.cause().message()).contains("this machine", "60 times as long"));
    }

    @Test
    void canBeInterrupted() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        onceOpen(_ -> open.countDown());
        FutureTask<CommandAnswer> task = new FutureTask<>(this::exec);
        Thread thread = Thread.ofVirtual().start(task);
        assertThat(open.await(20, TimeUnit.SECONDS)).isTrue();

        thread.interrupt();

        assertThatThrownBy(task::get).hasCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void endsWhenTheClusterIsClosed() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        onceOpen(_ -> open.countDown());
        FutureTask<CommandAnswer> task = new FutureTask<>(this::exec);
        Thread.startVirtualThread(task);
        assertThat(open.await(20, TimeUnit.SECONDS)).isTrue();

        cluster.close();

        assertThat(reason(task.get(20, TimeUnit.SECONDS))).isEqualTo(Reason.INTERRUPTED);
    }

    private void refuse(int code, String body) {
        server.enqueue(new MockResponse(code, Headers.of("Content-Type", "application/json"), body));
    }

    private static String status(int code, String reason, String message) {
        return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":\""
                + message
                + "\",\"reason\":\"" + reason + "\",\"code\":" + code + "}";
    }

    private static Reason reason(CommandAnswer answer) {
        return ((Unknown) answer).cause().reason();
    }
}
