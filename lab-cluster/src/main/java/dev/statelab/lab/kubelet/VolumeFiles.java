package dev.statelab.lab.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a volume that shows ConfigMaps, Secrets or the pod itself, by path.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/storage/projected-volumes/">Projected Volumes</a>
 */
final class VolumeFiles {

    private static final int DEFAULT_MODE = 0644;

    private final PodFields fields;
    private final NamespaceObjects objects;
    private final Map<String, VolumeFile> files = new LinkedHashMap<>();

    private VolumeFiles(PodFields fields, NamespaceObjects objects) {
        this.fields = fields;
        this.objects = objects;
    }

    /** @return empty where the volume is of another kind */
    static Optional<Found<Map<String, VolumeFile>>> of(JsonNode volume, PodFields fields, NamespaceObjects objects) {
        var made = new VolumeFiles(fields, objects);
        Optional<String> missing;
        if (volume.has("configMap")) {
            var source = volume.path("configMap");
            missing = made.addObject(source, source.path("name").asText(), false, mode(source));
        } else if (volume.has("secret")) {
            var source = volume.path("secret");
            missing = made.addObject(source, source.path("secretName").asText(), true, mode(source));
        } else if (volume.has("downwardAPI")) {
            missing = made.addFields(volume.path("downwardAPI"), mode(volume.path("downwardAPI")));
        } else if (volume.has("projected")) {
            missing = made.addProjected(volume.path("projected"));
        } else {
            return Optional.empty();
        }
        return Optional.of(missing.<Found<Map<String, VolumeFile>>>map(Found.Missing::new)
                .orElseGet(() -> new Found.Value<>(made.files)));
    }

    private static int mode(JsonNode source) {
        return source.path("defaultMode").asInt(DEFAULT_MODE);
    }

    private Optional<String> addProjected(JsonNode projected) {
        int mode = mode(projected);
        for (var source : projected.path("sources")) {
            var missing = Optional.<String>empty();
            if (source.has("configMap")) {
                var map = source.path("configMap");
                missing = addObject(map, map.path("name").asText(), false, mode);
            } else if (source.has("secret")) {
                var secret = source.path("secret");
                missing = addObject(secret, secret.path("name").asText(), true, mode);
            } else if (source.has("downwardAPI")) {
                missing = addFields(source.path("downwardAPI"), mode);
            } else if (source.has("serviceAccountToken")) {
                missing = addToken(source.path("serviceAccountToken"), mode);
            }
            if (missing.isPresent()) {
                return missing;
            }
        }
        return Optional.empty();
    }

    private Optional<String> addToken(JsonNode token, int mode) {
        var audiences = Stream.of(token.path("audience").asText()).filter(audience -> !audience.isEmpty()).toList();
        var lifetime = Duration.ofSeconds(token.path("expirationSeconds").asLong());
        return switch (objects.token(fields.pod(), audiences, lifetime)) {
            case Found.Value<String>(var text) -> {
                files.put(token.path("path").asText(), VolumeFile.of(text, mode));
                yield Optional.empty();
            }
            case Found.Missing<String>(var message) -> Optional.of(message);
        };
    }

    private Optional<String> addFields(JsonNode source, int mode) {
        for (var item : source.path("items")) {
            var found = item.has("fieldRef")
                    ? fields.field(item.path("fieldRef"))
                    : fields.resource(item.path("resourceFieldRef"), "");
            switch (found) {
                case Found.Value<String>(var value) ->
                    files.put(item.path("path").asText(), VolumeFile.of(value, item.path("mode").asInt(mode)));
                case Found.Missing<String>(var message) -> {
                    return Optional.of(message);
                }
            }
        }
        return Optional.empty();
    }

    /** All keys of a ConfigMap or Secret, or those that the source lists, under the paths that it gives them. */
    private Optional<String> addObject(JsonNode source, String name, boolean secret, int mode) {
        boolean optional = source.path("optional").asBoolean();
        var kind = secret ? "secret" : "configmap";
        var object = secret ? objects.secret(name) : objects.configMap(name);
        if (object.isEmpty()) {
            return optional ? Optional.empty() : Optional.of(kind + " \"" + name + "\" not found");
        }
        var contents = contents(object.get(), secret);
        if (!source.has("items")) {
            contents.forEach((key, content) -> files.put(key, new VolumeFile(content, mode)));
            return Optional.empty();
        }
        for (var item : source.path("items")) {
            var key = item.path("key").asText();
            var content = contents.get(key);
            if (content != null) {
                files.put(item.path("path").asText(),
                        new VolumeFile(content, item.path("mode").asInt(mode)));
            } else if (!optional) {
                return Optional.of("references non-existent " + (secret ? "secret" : "config") + " key: " + key);
            }
        }
        return Optional.empty();
    }

    private static Map<String, byte[]> contents(JsonNode object, boolean secret) {
        var contents = new LinkedHashMap<String, byte[]>();
        object.path("data").properties().forEach(entry -> contents.put(entry.getKey(), secret
                ? Base64.getDecoder().decode(entry.getValue().asText())
                : entry.getValue().asText().getBytes(StandardCharsets.UTF_8)));
        object.path("binaryData").properties()
                .forEach(entry -> contents.put(entry.getKey(), Base64.getDecoder().decode(entry.getValue().asText())));
        return contents;
    }
}
