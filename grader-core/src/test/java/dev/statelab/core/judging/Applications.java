package dev.statelab.core.judging;

import dev.statelab.core.cluster.PodAnswer;
import dev.statelab.core.cluster.PodRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** What runs in the pods of a fake cluster. */
final class Applications {

    private Applications() {}

    static PodAnswer answer(int status, String body) {
        return new PodAnswer.Answered(status, Map.of("content-type", "application/json"), body, false,
                Duration.ofMillis(3));
    }

    /** A key-value store for each pod, whose values outlive the pod. */
    static Function<PodRequest, PodAnswer> keyValueStore() {
        Map<String, String> stored = new ConcurrentHashMap<>();
        return request -> {
            String place = request.target().name() + request.path();
            if (request.method().equals("POST")) {
                stored.put(place, request.body());
                return answer(200, "{\"status\":\"success\"}");
            }
            String value = stored.get(place);
            return value == null ? answer(404, "{\"error\":\"no such key\"}") : answer(200, value);
        };
    }

    /** A counter for each pod. */
    static Function<PodRequest, PodAnswer> counter() {
        Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
        return request -> {
            AtomicInteger count = counts.computeIfAbsent(request.target().name(), _ -> new AtomicInteger());
            int now = request.path().equals("/increment") ? count.incrementAndGet() : count.get();
            return answer(200, "{\"count\":" + now + ",\"pod_name\":\"" + request.target().name() + "\"}");
        };
    }
}
