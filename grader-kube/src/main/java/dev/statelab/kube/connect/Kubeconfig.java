package dev.statelab.kube.connect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.kube.yaml.YamlDocument;
import dev.statelab.kube.yaml.YamlReader;
import dev.statelab.kube.yaml.YamlReading;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One kubeconfig, or several merged as kubectl does: the first file that has an entry wins.
 *
 * @param files where it came from
 * @param currentContext empty when none is set
 * @param contexts by name
 * @param clusters by name
 * @param users by name
 */
record Kubeconfig(
        List<Path> files,
        String currentContext,
        Map<String, Entry> contexts,
        Map<String, Entry> clusters,
        Map<String, Entry> users) {

    /** A context, cluster or user, and the file that relative paths in it start from. */
    record Entry(JsonNode json, Path file) {
        String text(String field) {
            return json.path(field).asText("");
        }
    }

    static Kubeconfig parse(Path file, String text) throws NotConnected {
        YamlDocument document = switch (YamlReader.read(text)) {
            case YamlReading.Malformed malformed -> throw new NotConnected("a kubeconfig",
                    file + ":" + malformed.line() + ":" + malformed.column() + " is not YAML: " + malformed.message(),
                    "correct that line, or write the file anew (k3s, kind and minikube each have a command for it)");
            case YamlReading.Documents(List<YamlDocument> all) when all.size() == 1
                    && all.getFirst().json().isObject() ->
                all.getFirst();
            case YamlReading.Documents(List<YamlDocument> all) -> throw new NotConnected(
                    "a kubeconfig with clusters, users and contexts",
                    file + (all.isEmpty() ? " is empty" : " holds something else"),
                    "name another file with --kubeconfig, or write this one anew");
        };
        JsonNode json = document.json();
        return new Kubeconfig(List.of(file), json.path("current-context").asText(""),
                entries(json, "contexts", "context", file), entries(json, "clusters", "cluster", file),
                entries(json, "users", "user", file));
    }

    Kubeconfig mergedWith(Kubeconfig later) {
        return new Kubeconfig(join(files, later.files),
                currentContext.isEmpty() ? later.currentContext : currentContext,
                join(contexts, later.contexts), join(clusters, later.clusters), join(users, later.users));
    }

    private static Map<String, Entry> entries(JsonNode json, String list, String content, Path file) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (JsonNode item : json.path(list)) {
            if (item.path(content).isObject()) {
                entries.putIfAbsent(item.path("name").asText(""), new Entry(item.path(content), file));
            }
        }
        return entries;
    }

    private static <T> Map<String, T> join(Map<String, T> first, Map<String, T> second) {
        Map<String, T> joined = new LinkedHashMap<>(first);
        second.forEach(joined::putIfAbsent);
        return joined;
    }

    private static List<Path> join(List<Path> first, List<Path> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
