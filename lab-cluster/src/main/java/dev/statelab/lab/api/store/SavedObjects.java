package dev.statelab.lab.api.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.ResourceTypes;
import dev.statelab.lab.api.object.Metadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a journal says that there was when it ended.
 *
 * @param objects by type
 * @param revision the cluster's resource version
 * @param at when the last change happened, by the cluster's clock
 */
public record SavedObjects(Map<ResourceType, List<ObjectNode>> objects, long revision, Instant at) {

    public static final SavedObjects NONE = new SavedObjects(Map.of(), 0, Instant.EPOCH);

    public SavedObjects {
        objects = Map.copyOf(objects);
    }

    private record Key(ResourceType type, String namespace, String name) {}

    /**
     * Reads a journal. A last record that was not written to its end is left out: nobody was told of that change.
     *
     * @throws IOException where the file cannot be read, or is damaged before its end
     */
    public static SavedObjects read(Path journal) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(journal);
        } catch (NoSuchFileException _) {
            return NONE;
        }
        Map<Key, ObjectNode> objects = new LinkedHashMap<>();
        long revision = 0;
        Instant at = Instant.EPOCH;
        int line = 0;
        for (int begin = 0; begin < bytes.length;) {
            line++;
            int end = JournalRecord.end(bytes, begin);
            var read = JournalRecord.decode(bytes, begin, end);
            if (read.isEmpty() && end < bytes.length) {
                throw new IOException(journal + " is damaged in record " + line
                        + ", and not only at its end: put back a copy, or begin with an empty folder");
            }
            if (read.isPresent()) {
                JsonNode json = read.get();
                apply(json, objects);
                revision = json.path("revision").asLong();
                at = Instant.parse(json.path("at").asText());
            }
            begin = end;
        }
        Map<ResourceType, List<ObjectNode>> byType = new LinkedHashMap<>();
        objects.forEach((key, object) -> byType.computeIfAbsent(key.type(), _ -> new ArrayList<>()).add(object));
        return new SavedObjects(byType, revision, at);
    }

    private static void apply(JsonNode json, Map<Key, ObjectNode> objects) throws IOException {
        if (json.path("object") instanceof ObjectNode object) {
            String apiVersion = json.path("apiVersion").asText();
            String kind = json.path("kind").asText();
            ResourceType type = ResourceTypes.ofKind(apiVersion, kind).orElseThrow(() -> new IOException(
                    "it has a " + kind + " of " + apiVersion + ", which this version of StateLab does not know"));
            Key key = new Key(type, Metadata.namespace(object), Metadata.name(object));
            if (json.path("deleted").asBoolean()) {
                objects.remove(key);
            } else {
                objects.put(key, object);
            }
        }
    }
}
