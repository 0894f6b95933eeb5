package dev.statelab.core.diagnosis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.judging.Json;
import dev.statelab.core.judging.States;
import dev.statelab.core.result.RootCause;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** States in which something is wrong, made from the recorded healthy one, and their diagnosis. */
final class Patients {

    private Patients() {}

    /** A pod kv-0 whose only container is as its status says. */
    static States container(String state) {
        return pod("""
                {"phase":"Pending","conditions":[{"type":"PodScheduled","status":"True"}],
                 "containerStatuses":[{"name":"app","ready":false,"restartCount":0,"lastState":{},%s}]}"""
                .formatted(state));
    }

    static States waiting(String reason, String message) {
        return container("\"state\":{\"waiting\":{\"reason\":\"%s\",\"message\":\"%s\"}}".formatted(reason,
                message.replace("\"", "\\\"")));
    }

    static States running() {
        return container("\"state\":{\"running\":{}}");
    }

    static States unscheduled(String message) {
        return pod("""
                {"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable",
                 "message":"%s"}]}""".formatted(message));
    }

    /** A pod kv-0 with this status, and no event about anything. */
    static States pod(String status) {
        return States.recorded("healthy-3").remove("Event").change("Pod", "kv-0",
                pod -> pod.set("status", Json.object(status)));
    }

    /** A StatefulSet whose pods are not there, and what its controller says of it. */
    static States refused(String message) {
        return event(States.recorded("healthy-3").remove("Event").remove("Pod"), "StatefulSet", "kv", "FailedCreate",
                message);
    }

    static States event(States states, String kind, String name, String reason, String message) {
        ObjectNode event = Json.object("""
                {"apiVersion":"v1","kind":"Event","metadata":{"name":"e"},"type":"Warning","count":10,
                 "lastTimestamp":"2026-11-20T19:08:21Z"}""");
        event.put("reason", reason).put("message", message);
        event.withObject("/metadata").put("name", name + "." + reason);
        event.withObject("/involvedObject").put("kind", kind).put("name", name).put("uid",
                states.find(kind, name).path("metadata").path("uid").asText());
        return states.add(event.toString());
    }

    /** The first container of kv-0's spec. */
    static ObjectNode spec(States states) {
        return (ObjectNode) states.find("Pod", "kv-0").path("spec").path("containers").get(0);
    }

    static Subject of(States states, String... fields) {
        return new Subject.Condition(Stream.of("StatefulSet", "Service", "Pod", "PersistentVolumeClaim")
                .flatMap(kind -> states.all(kind).stream()).toList(), Set.of(fields));
    }

    static RootCause diagnose(States states, String... fields) {
        return diagnosed(Findings.of(states.state()), of(states, fields)).orElseThrow();
    }

    static Optional<RootCause> diagnosed(Findings findings, Subject subject) {
        return Diagnosis.of(findings, subject).rootCause();
    }
}
