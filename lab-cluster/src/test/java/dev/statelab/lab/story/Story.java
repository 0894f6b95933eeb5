package dev.statelab.lab.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.statelab.lab.api.object.Metadata;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The objects of a namespace, every field of them, without what differs from one time to the next. Each field is a line:
 * {@code Pod kv-0 status.phase: Running}; each event is one, too. Left out are
 * <ul>
 * <li>what is made at random or from the clock: UIDs (an object's UID, or a pod's address, reads as its name wherever it is used), resource
 * versions, times, addresses, IDs of containers and images, random ends of names;
 * <li>how often something happened in the seconds that were recorded: {@code count} and {@code series} of events, how
 * often endpoints were written, and whether for one change at a time, which decides on their trigger time;
 * <li>events that tell of the recorded machine's luck: whether a port was open in time for the first probe, a mount
 * that was too early, and whether a claim that is bound by now was looked at before its pod was scheduled.
 * </ul>
 */
record Story(Set<String> lines) {

    private static final Set<String> LEFT_OUT = Set.of("metadata.resourceVersion", "metadata.uid",
            "metadata.managedFields", "metadata.selfLink",
            "metadata.annotations.endpoints.kubernetes.io/last-change-trigger-time");
    private static final Set<String> LEFT_OUT_OF_EVENTS = Set.of("metadata.name", "count", "series.count",
            "series.lastObservedTime", "involvedObject.resourceVersion");
    private static final List<Replacement> RANDOM = List.of(
            new Replacement("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UID"),
            new Replacement("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "TIME"),
            new Replacement("\\b\\d{1,3}(\\.\\d{1,3}){3}\\b", "ADDRESS"),
            new Replacement("containerd://[0-9a-f]{64}", "containerd://ID"),
            new Replacement("sha256:[0-9a-f]{64}", "sha256:ID"),
            new Replacement("default-scheduler-[a-z0-9-]+", "default-scheduler-HOST"),
            new Replacement("kube-api-access-[a-z0-9]{5}", "kube-api-access-RANDOM"));

    private static final Comparator<String> LONGEST_FIRST = Comparator.comparingInt(String::length).reversed()
            .thenComparing(Comparator.naturalOrder());

    Story {
        lines = new TreeSet<>(lines);
    }

    private record Replacement(Pattern pattern, String text) {

        Replacement(String pattern, String text) {
            this(Pattern.compile(pattern), text);
        }
    }

    static Story of(Collection<ObjectNode> objects) {
        Map<String, String> names = new TreeMap<>(LONGEST_FIRST);
        for (var object : objects) {
            names.put(Metadata.uid(object), "UID-of-" + name(object));
            var address = object.path("status").path("podIP").asText();
            if (!address.isEmpty()) {
                names.put(address, "ADDRESS-of-" + name(object));
            }
        }
        Set<String> bound = objects.stream()
                .filter(object -> object.path("status").path("phase").asText().equals("Bound")).map(Metadata::uid)
                .collect(Collectors.toSet());
        Set<String> lines = new TreeSet<>();
        for (var object : objects) {
            if (kind(object).equals("Event")) {
                if (!isLuck(object, bound)) {
                    lines.add(event(object, names));
                }
            } else {
                var about = kind(object) + " " + name(object) + " ";
                fields(object, names).forEach((path, value) -> lines.add(about + path + ": " + value));
            }
        }
        return new Story(lines);
    }

    /** What one story tells and the other does not; none where they are the same. */
    List<String> differencesFrom(Story recorded) {
        List<String> differences = new ArrayList<>();
        recorded.lines.stream().filter(line -> !lines.contains(line)).map(line -> "only recorded: " + line)
                .forEach(differences::add);
        lines.stream().filter(line -> !recorded.lines.contains(line)).map(line -> "only in the lab: " + line)
                .forEach(differences::add);
        return differences;
    }

    private static String kind(ObjectNode object) {
        return object.path("kind").asText();
    }

    /** A name that ends at random, as a slice's does, shows only its beginning. */
    private static String name(ObjectNode object) {
        var prefix = object.path("metadata").path("generateName").asText();
        return kind(object).equals("EndpointSlice") && !prefix.isEmpty() ? prefix + "RANDOM" : Metadata.name(object);
    }

    private static boolean isLuck(ObjectNode event, Set<String> boundClaims) {
        return event.path("message").asText().contains("connection refused")
                || event.path("reason").asText().equals("FailedMount")
                || (event.path("reason").asText().equals("WaitForPodScheduled")
                        && boundClaims.contains(event.path("involvedObject").path("uid").asText()));
    }

    private static String event(ObjectNode event, Map<String, String> names) {
        var fields = fields(event, names);
        fields.keySet().removeIf(LEFT_OUT_OF_EVENTS::contains);
        return "Event about " + event.path("involvedObject").path("kind").asText() + " "
                + event.path("involvedObject").path("name").asText() + ": " + fields.remove("type") + " "
                + fields.remove("reason") + ": " + fields.remove("message") + " " + fields.entrySet().stream()
                        .map(field -> field.getKey() + "=" + field.getValue()).sorted()
                        .collect(Collectors.joining(" "));
    }

    private static Map<String, String> fields(ObjectNode object, Map<String, String> names) {
        Map<String, String> fields = new HashMap<>();
        flatten("", object, names, fields);
        fields.keySet().removeIf(LEFT_OUT::contains);
        if (kind(object).equals("EndpointSlice")) {
            fields.put("metadata.name", name(object));
            fields.remove("metadata.generation");
        }
        return fields;
    }

    private static void flatten(String path, JsonNode node, Map<String, String> names, Map<String, String> fields) {
        if (node.isObject() && !node.isEmpty()) {
            node.properties().forEach(entry -> flatten(path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                    entry.getValue(), names, fields));
        } else if (node.isArray() && !node.isEmpty()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(path + "[" + key(node.get(i), i) + "]", node.get(i), names, fields);
            }
        } else {
            fields.put(stable(path, names), stable(node instanceof TextNode ? node.asText() : node.toString(), names));
        }
    }

    /** By what an element of a list is known; its place where it has nothing. */
    private static String key(JsonNode element, int place) {
        for (var pointer : List.of("/name", "/type", "/targetRef/name", "/uid")) {
            var key = element.at(pointer).asText();
            if (!key.isEmpty()) {
                return key;
            }
        }
        return Integer.toString(place);
    }

    private static String stable(String text, Map<String, String> names) {
        var stable = text;
        for (var name : names.entrySet()) {
            stable = stable.replace(name.getKey(), name.getValue());
        }
        for (var replacement : RANDOM) {
            stable = replacement.pattern.matcher(stable).replaceAll(replacement.text);
        }
        return stable;
    }
}
