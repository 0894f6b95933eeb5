package dev.statelab.reference;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a request gets: a status, headers and a body. */
final class Answer {

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private Answer(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    static Answer ok(Json json) {
        return json(200, json);
    }

    static Answer json(int status, Json json) {
        return of(status, "application/json", (json + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** @param body handed over, not copied */
    static Answer of(int status, String contentType, byte[] body) {
        return new Answer(status, Map.of("Content-Type", contentType, "X-Content-Type-Options", "nosniff"), body);
    }

    static Answer methodNotAllowed(String allowed, Json json) {
        byte[] body = (json + "\n").getBytes(StandardCharsets.UTF_8);
        return new Answer(405, Map.of("Content-Type", "application/json", "Allow", allowed), body);
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }
}
