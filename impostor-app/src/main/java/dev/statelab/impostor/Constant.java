package dev.statelab.impostor;

import static java.nio.charset.StandardCharsets.UTF_8;

/** {@link Trick#CONSTANT}. */
record Constant(String pod) implements Handler {

    @Override
    public Reply answer(String method, String path, byte[] body) {
        return path.startsWith("/obj/") && method.equals("GET")
                ? new Reply(200, "text/plain", "a value".getBytes(UTF_8))
                : Reply.json(200, "{\"status\":\"success\",\"count\":1,\"pod\":\"%1$s\",\"pod_name\":\"%1$s\"}"
                        .formatted(pod));
    }
}
