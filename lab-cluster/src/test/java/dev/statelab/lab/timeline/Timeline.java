package dev.statelab.lab.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What watches of a namespace told, in the order in which it happened. */
record Timeline(List<Entry> entries) {

    Timeline {
        entries = entries.stream().sorted(Comparator.comparingLong(Entry::revision)).toList();
    }

    record Entry(String resource, String type, JsonNode object) {

        long revision() {
            return object.path("metadata").path("resourceVersion").asLong();
        }

        String name() {
            return object.path("metadata").path("name").asText();
        }

        boolean isOf(String wanted) {
            return resource.equals(wanted);
        }
    }

    /** One of {@code recordings/timelines}. */
    static Timeline recorded(String name) {
        var mapper = new ObjectMapper();
        var path = "/recordings/timelines/" + name + ".jsonl";
        try (var lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Timeline.class.getResourceAsStream(path)), StandardCharsets.UTF_8))) {
            List<Entry> entries = new ArrayList<>();
            for (var line : lines.lines().toList()) {
                var json = mapper.readTree(line);
                entries.add(new Entry(json.path("resource").asText(), json.path("type").asText(),
                        json.path("object")));
            }
            return new Timeline(entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The states that each pod went through, but for the one where its kubelet has not made its network yet: recordings
     * show it for some pods and not for others, because a kubelet may write two states as one.
     */
    Map<String, List<String>> pods() {
        return new Timeline(entries.stream().filter(entry -> !isTaken(entry.object())).toList()).sequences("pods",
                Entry::name, Timeline::pod);
    }

    private static boolean isTaken(JsonNode pod) {
        return pod.path("status").path("phase").asText().equals("Pending")
                && conditions(pod).contains("PodReadyToStartContainers=False");
    }

    private static String pod(Entry entry) {
        var pod = entry.object();
        var grace = pod.path("metadata").path("deletionGracePeriodSeconds").asText();
        return (entry.type().equals("DELETED") ? "deleted " : "") + pod.path("status").path("phase").asText()
                + (pod.path("spec").path("nodeName").asText().isEmpty() ? "" : " on a node")
                + conditions(pod) + (grace.isEmpty() ? "" : " terminating within " + grace + " s");
    }

    private static List<String> conditions(JsonNode pod) {
        return pod.path("status").path("conditions").valueStream()
                .map(condition -> condition.path("type").asText() + "=" + condition.path("status").asText()).toList();
    }

    private static boolean isReady(JsonNode pod) {
        return pod.path("status").path("conditions").valueStream().anyMatch(
                condition -> condition.path("type").asText().equals("Ready")
                        && condition.path("status").asText().equals("True"));
    }

    /** The states that each claim went through. */
    Map<String, List<String>> claims() {
        return sequences("persistentvolumeclaims", Entry::name, entry -> {
            var claim = entry.object();
            return claim.path("status").path("phase").asText()
                    + (claim.path("spec").path("volumeName").asText().isEmpty() ? "" : " with a volume")
                    + claim.path("metadata").path("annotations").propertyStream().map(Map.Entry::getKey).sorted()
                            .toList();
        });
    }

    /** The set's status, as it changed. */
    List<String> status() {
        return sequences("statefulsets", Entry::name, entry -> new TreeMap<>(entry.object().path("status")
                .propertyStream().collect(Collectors.toMap(Map.Entry::getKey, field -> field.getValue().asText())))
                .toString()).getOrDefault("kv", List.of());
    }

    /** The pods behind the Service, as they changed; those that never were ready are left out. */
    List<String> endpoints() {
        return sequences("endpointslices", _ -> "all", entry -> entry.object().path("endpoints").valueStream()
                .filter(endpoint -> endpoint.path("conditions").path("serving").asBoolean())
                .map(endpoint -> endpoint.path("hostname").asText()
                        + (endpoint.path("conditions").path("ready").asBoolean() ? " ready" : "")
                        + (endpoint.path("conditions").path("terminating").asBoolean() ? " terminating" : ""))
                .toList().toString()).getOrDefault("all", List.of());
    }

    /** The states that each pod's endpoint went through. */
    Map<String, List<String>> endpointsByPod() {
        Map<String, List<String>> states = new TreeMap<>();
        for (var entry : entries) {
            if (entry.isOf("endpointslices")) {
                Map<String, String> now = new TreeMap<>();
                entry.object().path("endpoints").forEach(endpoint -> now.put(
                        endpoint.path("targetRef").path("name").asText(), endpoint.path("conditions").toString()));
                now.keySet().forEach(pod -> states.computeIfAbsent(pod, _ -> new ArrayList<>()));
                states.forEach((pod, sequence) -> {
                    var state = now.getOrDefault(pod, "none");
                    if (sequence.isEmpty() || !sequence.getLast().equals(state)) {
                        sequence.add(state);
                    }
                });
            }
        }
        return states;
    }

    /** What each component said about each object, and how often; mounting trouble of the recorded machine is left out. */
    Map<String, List<String>> events() {
        return new Timeline(entries.stream()
                .filter(entry -> !entry.object().path("reason").asText().equals("FailedMount")).toList()).sequences(
                        "events", entry -> entry.object().path("reportingComponent").asText() + " about "
                                + entry.object().path("involvedObject").path("name").asText(),
                        Timeline::event);
    }

    private static String event(Entry entry) {
        var event = entry.object();
        var reason = event.path("reason").asText();
        var message = event.path("message").asText().replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "UID");
        // How often the controller looks at a claim that waits for its provisioner is up to its luck.
        var count = reason.equals("ExternalProvisioning") ? "" : " x" + event.path("count").asText("1");
        return event.path("type").asText() + " " + reason + ": " + message + count;
    }

    /** Across objects: when claims and pods came, became usable, and went. */
    List<String> milestones() {
        List<String> milestones = new ArrayList<>();
        Map<String, String> last = new TreeMap<>();
        for (var entry : entries) {
            var state = switch (entry.resource()) {
                case "pods" -> podMilestone(entry);
                case "persistentvolumeclaims" -> entry.object().path("status").path("phase").asText();
                default -> "";
            };
            if (!state.isEmpty() && !state.equals(last.put(entry.name(), state))) {
                milestones.add(entry.name() + " " + state);
            }
        }
        return milestones;
    }

    private static String podMilestone(Entry entry) {
        var pod = entry.object();
        if (entry.type().equals("DELETED")) {
            return "gone";
        }
        if (pod.path("metadata").has("deletionTimestamp")) {
            return "terminating";
        }
        return isReady(pod) ? "ready" : "there";
    }

    private Map<String, List<String>> sequences(
            String resource, Function<Entry, String> key, Function<Entry, String> state) {
        Map<String, List<String>> sequences = new TreeMap<>();
        for (var entry : entries) {
            if (entry.isOf(resource)) {
                var sequence = sequences.computeIfAbsent(key.apply(entry), _ -> new ArrayList<>());
                var next = state.apply(entry);
                if (sequence.isEmpty() || !sequence.getLast().equals(next)) {
                    sequence.add(next);
                }
            }
        }
        return sequences;
    }
}
