package dev.statelab.lab.api.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.WatchEvent;
import dev.statelab.lab.api.object.Metadata;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One line of a journal: eight hexadecimal digits that check the rest, a blank, and JSON with the {@code revision}, the
 * time {@code at} which it was made, and, unless only these two are to be known, {@code apiVersion}, {@code kind} and
 * {@code object}; of one that is {@code deleted} the object has its name only.
 */
final class JournalRecord {

    private static final int CHECK_DIGITS = 8;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private JournalRecord() {}

    static byte[] of(long revision, Instant at) {
        return encode(header(revision, at));
    }

    static byte[] of(long revision, Instant at, ResourceType type, ObjectNode object) {
        ObjectNode json = header(revision, at, type);
        json.set("object", object);
        return encode(json);
    }

    static byte[] of(ResourceType type, Change change, Instant at) {
        ObjectNode object = change.event().object();
        if (change.event().type() != WatchEvent.Type.DELETED) {
            return of(change.revision(), at, type, object);
        }
        ObjectNode json = header(change.revision(), at, type).put("deleted", true);
        json.putObject("object").putObject("metadata").put("name", Metadata.name(object)).put("namespace",
                Metadata.namespace(object));
        return encode(json);
    }

    private static ObjectNode header(long revision, Instant at) {
        return JsonNodeFactory.instance.objectNode().put("revision", revision).put("at", at.toString());
    }

    private static ObjectNode header(long revision, Instant at, ResourceType type) {
        return header(revision, at).put("apiVersion", type.apiVersion()).put("kind", type.kind());
    }

    private static byte[] encode(ObjectNode json) {
        String text = json.toString();
        return (check(text.getBytes(UTF_8)) + " " + text + "\n").getBytes(UTF_8);
    }

    private static String check(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return "%08x".formatted(sum.getValue());
    }

    /** Where the record that begins here ends, with its line break if it has one. */
    static int end(byte[] bytes, int begin) {
        int at = begin;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, bytes.length);
    }

    /** Empty where it is not what was once written. */
    static Optional<JsonNode> decode(byte[] bytes, int begin, int end) {
        String line = new String(bytes, begin, end - begin, UTF_8);
        if (!line.endsWith("\n") || line.length() <= CHECK_DIGITS + 1) {
            return Optional.empty();
        }
        String text = line.substring(CHECK_DIGITS + 1, line.length() - 1);
        if (!line.startsWith(check(text.getBytes(UTF_8)) + " ")) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(text));
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }
}
