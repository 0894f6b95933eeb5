package dev.statelab.core.judging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.statelab.core.cluster.Cause;
import dev.statelab.core.cluster.PodAnswer;
import dev.statelab.core.cluster.PodRequest;
import dev.statelab.core.diagnosis.Outlook;
import dev.statelab.core.diagnosis.Standing;
import dev.statelab.core.expression.Values;
import dev.statelab.core.result.Evidence;
import dev.statelab.core.task.Action.Http;
import dev.statelab.core.task.Names;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends one request to a pod, and makes sure that the application gets it once at the most. */
final class HttpStep {

    /** How long an application may take to listen: without a readiness probe its pod is Ready before. */
    private static final Duration LISTENING_WITHIN = Duration.ofSeconds(20);

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(200);

    private static final ObjectReader JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build().reader();

    private final Taking taking;
    private final Session session;

    HttpStep(Taking taking) {
        this.taking = taking;
        this.session = taking.session();
    }

    Taken send(Http step) throws InterruptedException {
        Filling filling = new Filling(taking.judge());
        String pod = filling.podName(step.pod());
        String path = filling.text(step.path(), HttpStep::encode);
        String body = filling.text(step.body());
        Map<String, String> headers = headers(step, filling, body);
        if (filling.hindrance().isPresent()) {
            return new Taken.Ended(filling.hindrance().get());
        }
        Evidence.Request request = new Evidence.Request(pod, step.port(), step.method(), path, body);
        PodAnswer answer = sendOnceItListens(new PodRequest(session.namespace(), pod, step.port(), step.method(), path,
                headers, body, step.timeout()));
        return switch (answer) {
            case PodAnswer.Answered answered -> {
                taking.evidence().accept(new Evidence.Exchange(request, answered.status(), answered.body()));
                yield new Taken.Done(Map.of(Names.RESPONSE, response(answered)), describe(request, answered));
            }
            case PodAnswer.NotListening(String reason) ->
                unanswered(request, reason + " for " + LISTENING_WITHIN.toSeconds() + " s");
            case PodAnswer.NoAnswer(String reason) -> unanswered(request, reason);
            case PodAnswer.Unknown(Cause cause) -> taking.inconclusive(cause);
        };
    }

    /** Only a request of which nothing was delivered is sent again. */
    private PodAnswer sendOnceItListens(PodRequest request) throws InterruptedException {
        long start = session.options().ticker().getAsLong();
        PodAnswer answer = session.cluster().send(request);
        while (answer instanceof PodAnswer.NotListening(String reason)
                && session.options().ticker().getAsLong() - start < LISTENING_WITHIN.toNanos()) {
            taking.waiting().accept(new Outlook(
                    List.of(new Standing(Standing.Condition.STARTING, "pod " + request.pod(), reason, ""))));
            session.pause(BETWEEN_ATTEMPTS);
            answer = session.cluster().send(request);
        }
        return answer;
    }

    private Taken unanswered(Evidence.Request request, String reason) {
        taking.evidence().accept(new Evidence.NoAnswer(request, reason));
        return taking.failed("an answer to " + describe(request), reason);
    }

    private static Map<String, String> headers(Http step, Filling filling, String body) {
        Map<String, String> headers = new HashMap<>();
        if (!body.isEmpty() && step.headers().keySet().stream().noneMatch("Content-Type"::equalsIgnoreCase)) {
            headers.put("Content-Type", "text/plain; charset=utf-8");
        }
        step.headers().forEach((name, value) -> headers.put(name, filling.text(value, HttpStep::inOneLine)));
        return headers;
    }

    private static Map<String, Object> response(PodAnswer.Answered answered) {
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

    private static String describe(Evidence.Request request) {
        return request.method() + " " + request.path() + " from pod " + request.pod() + ", port " + request.port();
    }

    private static String describe(Evidence.Request request, PodAnswer.Answered answered) {
        String body = answered.body().strip();
        return request.method() + " " + request.path() + " was answered with status " + answered.status()
                + (body.isEmpty() ? " and an empty body" : " and " + body);
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String inOneLine(String value) {
        return value.replaceAll("\\p{Cntrl}", "");
    }
}
