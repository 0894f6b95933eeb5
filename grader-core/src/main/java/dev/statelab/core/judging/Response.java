package dev.statelab.core.judging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.statelab.core.cluster.PodAnswer;
import dev.statelab.core.expression.Values;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An application's answer as expressions see it. */
final class Response {

    private static final ObjectReader JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build().reader();

    private Response() {}

    static Map<String, Object> of(PodAnswer.Answered answered) {
        Map<String, Object> response = new HashMap<>();
        response.put("status", (long) answered.status());
        response.put("headers", answered.headers());
        response.put("body", answered.body());
        if (!answered.truncated()) {
            json(answered.body()).ifPresent(json -> response.put("json", json));
        }
        return Map.copyOf(response);
    }

    private static Optional<Object> json(String body) {
        try {
            return body.isBlank() ? Optional.empty() : Optional.of(Values.of(JSON.readTree(body)));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
