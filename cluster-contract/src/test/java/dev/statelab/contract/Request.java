package dev.statelab.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * A request to the API server as it stands on the wire.
 *
 * @param path with its query, as in {@code /api/v1/namespaces?limit=1}
 * @param body null for none
 */
record Request(String method, String path, String contentType, @Nullable String body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What came back.
     *
     * @param body missing where it is no JSON
     */
    record Answer(int status, JsonNode body) {

        String reason() {
            return body.path("reason").asText();
        }

        String message() {
            return body.path("message").asText();
        }
    }

    static Request get(String path) {
        return new Request("GET", path, "application/json", null);
    }

    static Request delete(String path) {
        return new Request("DELETE", path, "application/json", null);
    }

    static Request post(String path, String json) {
        return new Request("POST", path, "application/json", json);
    }

    static Request put(String path, String json) {
        return new Request("PUT", path, "application/json", json);
    }

    static Request patch(String path, String contentType, String body) {
        return new Request("PATCH", path, contentType, body);
    }

    Answer sendTo(ClusterUnderTest cluster) {
        return sendTo(cluster, cluster.http().http());
    }

    /** @param http proves who asks */
    Answer sendTo(ClusterUnderTest cluster, OkHttpClient http) {
        HttpUrl url = HttpUrl.get(cluster.http().server().toString().replaceAll("/+$", "") + path);
        RequestBody content = body == null
                ? null
                : RequestBody.create(body.getBytes(UTF_8),
                        MediaType.get(contentType));
        okhttp3.Request request = new okhttp3.Request.Builder().url(url).method(method, content).build();
        try (Response response = http.newCall(request).execute()) {
            return new Answer(response.code(), json(response.body().string()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String text) throws IOException {
        return text.startsWith("{") ? JSON.readTree(text) : JSON.missingNode();
    }
}
