package dev.statelab.impostor;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** {@link Trick#MEMORY}: a key-value store and a counter. */
final class Memory implements Handler {

    private final String pod;
    private final Map<String, byte[]> values = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();

    Memory(String pod) {
        this.pod = pod;
    }

    @Override
    public Reply answer(String method, String path, byte[] body) {
        if (path.startsWith("/obj/")) {
            return method.equals("POST") ? store(path, body) : retrieve(path);
        }
        return switch (path) {
            case "/increment" -> counted(count.incrementAndGet());
            case "/count" -> counted(count.get());
            default -> Reply.json(200, "{\"status\":\"ready\",\"pod_name\":\"%s\"}".formatted(pod));
        };
    }

    private Reply store(String path, byte[] body) {
        values.put(path, body);
        return Reply.json(200, "{\"status\":\"success\",\"pod\":\"%s\"}".formatted(pod));
    }

    private Reply retrieve(String path) {
        return Optional.ofNullable(values.get(path)).map(value -> new Reply(200, "text/plain", value))
                .orElseGet(() -> Reply.json(404, "{\"error\":\"no such key\",\"pod\":\"%s\"}".formatted(pod)));
    }

    private Reply counted(long value) {
        return Reply.json(200, "{\"count\":%d,\"pod_name\":\"%s\"}".formatted(value, pod));
    }
}
