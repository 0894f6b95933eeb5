package dev.statelab.kube.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.Limits;
import dev.statelab.kube.http.ApiServer;
import dev.statelab.kube.http.Json;
import dev.statelab.kube.http.Reply.Answered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds out why a chart's hooks did not end well. What cannot be read is left out. */
record HookTrouble(ApiServer api, Duration timeout, String namespace) {

    private static final int MOST = 4;

    /**
     * What containers of hooks came to, and what events warn of; nothing where nothing is wrong.
     *
     * @param names the hooks'
     */
    List<String> of(List<String> names) throws InterruptedException {
        List<String> seen = new ArrayList<>();
        for (JsonNode pod : list("pods")) {
            String name = pod.at("/metadata/name").asText();
            if (isOfHook(name, names)) {
                Stream.of("initContainerStatuses", "containerStatuses")
                        .flatMap(list -> pod.path("status").path(list).valueStream())
                        .flatMap(HookTrouble::trouble).forEach(trouble -> seen.add("pod " + name + ": " + trouble));
            }
        }
        for (JsonNode event : list("events")) {
            String about = event.at("/involvedObject/name").asText();
            if (event.path("type").asText().equals("Warning") && isOfHook(about, names)) {
                seen.add(event.at("/involvedObject/kind").asText() + " " + about + ": " + event.path("reason").asText()
                        + ": " + event.path("message").asText());
            }
        }
        return seen.stream().distinct().limit(MOST).map(each -> Limits.cut(each, Limits.LOG_LINE)).toList();
    }

    private static boolean isOfHook(String name, List<String> hooks) {
        return hooks.stream().anyMatch(hook -> name.equals(hook) || name.startsWith(hook + "-"));
    }

    private static Stream<String> trouble(JsonNode container) {
        String name = container.path("name").asText();
        JsonNode waiting = container.at("/state/waiting");
        JsonNode ended = container.at("/state/terminated");
        if (waiting.isObject()) {
            return Stream.of("container " + name + " waits: " + waiting.path("reason").asText() + " "
                    + waiting.path("message").asText());
        }
        return ended.path("exitCode").asInt() == 0
                ? Stream.empty()
                : Stream.of("container " + name + " ended with exit code " + ended.path("exitCode").asInt());
    }

    private List<JsonNode> list(String resource) throws InterruptedException {
        try {
            return api.get(api.url("api", "v1", "namespaces", namespace, resource).build(),
                    timeout) instanceof Answered answered && answered.isSuccess()
                            ? Json.MAPPER.readTree(answered.body()).path("items").valueStream().toList()
                            : List.of();
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }
}
