package dev.statelab.lab.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.lab.api.http.TestServer.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may send by mistake, or with bad intent: the server says what it refuses, and answers the next. */
class BadInputTest {

    private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";
    private static final Map<String, String> YAML = Map.of("Content-Type", "application/yaml");

    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        assertThat(server.get("/healthz").status()).isEqualTo(200);
        server.close();
    }

    private static void assertRefused(int code, String reason, Answer answer) {
        assertThat(answer.status()).isEqualTo(code);
        assertThat(answer.body().path("kind").asText()).isEqualTo("Status");
        assertThat(answer.body().path("reason").asText()).isEqualTo(reason);
        assertThat(answer.body().path("message").asText()).isNotEmpty().doesNotContain("Exception");
    }

    /** The first line of the answer to bytes as they are. */
    private String statusLine(byte[] head, byte[] body) throws IOException {
        try (RawConnection connection = server.connect()) {
            return connection.send(head).send(body).answers().readLine();
        }
    }

    private static byte[] post(int length) {
        return ("POST " + CONFIG_MAPS + " HTTP/1.1\r\nHost: lab\r\nAuthorization: Bearer " + TestServer.TOKEN
                + "\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void aBodyOfTenMegabytesIsRefused() {
        String large = "{\"metadata\":{\"name\":\"a\"},\"data\":{\"k\":\"" + "x".repeat(10_000_000) + "\"}}";

        Answer answer = server.send("POST", CONFIG_MAPS, Map.of(), large);

        assertRefused(413, "RequestEntityTooLarge", answer);
        assertThat(answer.body().path("message").asText())
                .isEqualTo("Request entity too large: limit is 3145728");
    }

    @Test
    void aBodyThatIsNoUtf8IsRefused() throws IOException {
        byte[] body = "{\"metadata\":{\"name\":\"a\"},\"data\":{\"k\":\"xx\"}}".getBytes(StandardCharsets.ISO_8859_1);
        body[body.length - 5] = (byte) 0xFF;

        assertThat(statusLine(post(body.length), body)).startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void aBodyNestedWithoutEndIsRefused(String opening) {
        assertRefused(400, "BadRequest",
                server.send("POST", CONFIG_MAPS, Map.of("Content-Type", "application/json"), opening.repeat(100_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: [", "metadata: {name: a", "\t- x", "a: &a [*a", "--- - : :\n\0", "- 1", "\"text\"", ""})
    void aManifestThatIsNoneIsRefused(String yaml) {
        assertRefused(400, "BadRequest", server.send("POST", CONFIG_MAPS, YAML, yaml));
    }

    @Test
    void aDeepManifestIsRefused() {
        assertRefused(400, "BadRequest", server.send("POST", CONFIG_MAPS, YAML, "a: " + "[".repeat(50_000)));
    }

    /** A few lines that would stand for billions: aliases are not followed. */
    @Test
    void aManifestDoesNotGrowWhenItIsRead() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            yaml.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
        }

        assertRefused(422, "Invalid", server.send("POST", CONFIG_MAPS, YAML, yaml.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=x", "?continue=!!", "?labelSelector=a%20in%20(", "?labelSelector=%3D%3D",
        "?fieldSelector=nosuch%3Da", "?watch=1&resourceVersion=x", "?watch=1&timeoutSeconds=soon",
        "?fieldSelector=metadata.name"})
    void aQueryThatCannotBeUnderstoodIsRefused(String query) {
        assertRefused(400, "BadRequest", server.get(CONFIG_MAPS + query));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?dryRun=Some", "?fieldValidation=Maybe"})
    void anUnknownWayToWriteIsRefused(String query) {
        assertRefused(400, "BadRequest",
                server.send("POST", CONFIG_MAPS + query, YAML, "metadata: {name: a}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /api/v1/pods?a=%zz", "GET /api/v1/namespaces/%zz/pods", "GET //", "GET /api/v1/../x",
        "BREW /api"})
    void aRequestLineThatIsNoneIsAnsweredWithARefusal(String line) throws IOException {
        byte[] head = (line + " HTTP/1.1\r\nHost: lab\r\nConnection: close\r\nAuthorization: Bearer " + TestServer.TOKEN
                + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);

        assertThat(statusLine(head, new byte[0])).matches("HTTP/1\\.1 (4\\d\\d|501|200) .*");
    }
}
