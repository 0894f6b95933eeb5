package dev.statelab.lab.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.statelab.lab.api.http.TestServer.Answer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which languages the API server reads and writes. */
class MediaTypesTest {

    /** What kubectl 1.32 sends for {@code kubectl create configmap c --from-literal=a=b}. */
    private static final byte[] CONFIG_MAP = Base64.getDecoder()
            .decode("azhzAAoPCgJ2MRIJQ29uZmlnTWFwEhsKEQoBYxIAGgAiACoAMgA4AEIAEgYKAWESAWIaACIA");

    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void kubectls_protobuf_is_understood_and_answered_with_json() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/namespaces/default/configmaps"))
                .header("Authorization", "Bearer " + TestServer.TOKEN)
                .header("Content-Type", "application/vnd.kubernetes.protobuf")
                .header("Accept", "application/vnd.kubernetes.protobuf,application/json")
                .POST(BodyPublishers.ofByteArray(CONFIG_MAP))
                .build();

        try (HttpClient client = server.newClient()) {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        }
        assertThat(server.get("/api/v1/namespaces/default/configmaps/c").body().path("data")).hasToString(
                "{\"a\":\"b\"}");
    }

    @Test
    void another_language_is_refused() {
        Answer answer = server.send("POST", "/api/v1/namespaces/default/configmaps",
                Map.of("Content-Type", "application/xml"), "<ConfigMap/>");

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.body().path("message").asText()).contains("application/vnd.kubernetes.protobuf");
    }

    @Test
    void a_client_that_does_not_read_json_is_told_so() {
        Answer answer = server.send("GET", "/api/v1/namespaces/default/configmaps",
                Map.of("Accept", "application/vnd.kubernetes.protobuf"), "");

        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.body().path("reason").asText()).isEqualTo("NotAcceptable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json;as=Table;v=v1;g=meta.k8s.io,application/json", "*/*",
        "application/json;stream=watch, */*"})
    void json_is_found_among_what_a_client_reads(String accept) {
        Answer answer = server.send("GET", "/api/v1/namespaces/default/configmaps", Map.of("Accept", accept), "");

        assertThat(answer.status()).isEqualTo(200);
    }
}
