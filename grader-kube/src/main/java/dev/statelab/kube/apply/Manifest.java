package dev.statelab.kube.apply;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.core.cluster.KubernetesObject;
import dev.statelab.core.cluster.ResourceKind;
import dev.statelab.kube.yaml.Position;
import dev.statelab.kube.yaml.YamlDocument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One object that somebody wrote down.
 *
 * @param object the object, with {@code apiVersion}, {@code kind} and {@code metadata.name}
 * @param file where it stands; the template, for a chart
 * @param document the object's place in the file
 * @param path the object's place in the document, as in {@code items[2]}; empty for the whole document
 */
public record Manifest(KubernetesObject object, Path file, YamlDocument document, String path) {

    public Manifest {
        requireNonNull(object, "object");
        requireNonNull(file, "file");
        requireNonNull(document, "document");
        requireNonNull(path, "path");
    }

    /** An object that no file has as it is, though it comes from one. */
    public static Manifest of(KubernetesObject object, Path file) {
        return new Manifest(object, file, new YamlDocument(object.json(), Position.UNKNOWN, Map.of()), "");
    }

    static Manifest of(ObjectNode json, Path file, YamlDocument document, String path) {
        return new Manifest(new KubernetesObject(json), file, document, path);
    }

    public ResourceKind kind() {
        return object.kind();
    }

    /** Where the object starts, from 1; 0 for what was rendered from a template. */
    public int line() {
        return document.lineOf(path);
    }

    /** A field of the object, or its closest parent that is there; the path is the object's own. */
    public YamlDocument.Found find(List<String> field) {
        List<String> steps = new ArrayList<>(document.find(path).path());
        int own = steps.size();
        steps.addAll(field);
        YamlDocument.Found found = document.find(steps);
        return new YamlDocument.Found(found.path().subList(own, found.path().size()), found.isThere(),
                found.position());
    }

    /**
     * The same for a field as the API server writes it.
     *
     * @param field such as {@code spec.template.spec.containers[0].image}
     */
    public YamlDocument.Found find(String field) {
        YamlDocument.Found own = new YamlDocument(object.json(), document.start(), Map.of()).find(field);
        return new YamlDocument.Found(own.path(), own.isThere(), find(own.path()).position());
    }

    /**
     * Where a field stands, or its closest parent that is there.
     *
     * @param field as the API server writes it, such as {@code spec.template.spec.containers[0].image}
     */
    public int lineOf(String field) {
        return document.lineOf(path.isEmpty() ? field : path + "." + field);
    }

    /** File and line, for people. */
    String place(int atLine) {
        return file + (atLine == 0 ? "" : ":" + atLine);
    }

    @Override
    public String toString() {
        return object.json().path("kind").asText() + " " + object.name();
    }
}
