package dev.statelab.lab.api.schema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.statelab.lab.api.ApiException;
import dev.statelab.lab.api.Refusal;
import dev.statelab.lab.api.ResourceType;
import dev.statelab.lab.api.protobuf.ProtobufReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Decodes request bodies as the API server does, with its messages. */
public final class Decoder {

    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder().maxNestingDepth(200).build();

    private final ModelSchemas schemas = new ModelSchemas();
    private final JsonFactory json = JsonFactory.builder().streamReadConstraints(LIMITS).build();
    private final Supplier<JsonFactory> yaml = YAMLFactory::new;

    /** The language of a body. */
    public enum Language {
        JSON, YAML, PROTOBUF
    }

    /**
     * A body as a tree.
     *
     * @param tree missing where the body is empty
     * @param problems what a strict reader refuses: {@code duplicate field "spec.replicas"}
     */
    public record Read(JsonNode tree, List<String> problems) {

        public Read {
            problems = List.copyOf(problems);
        }
    }

    /**
     * A body as an object of its type.
     *
     * @param object has known fields only, and no nulls
     * @param problems what a strict reader refuses: {@code unknown field "spec.replica"}
     */
    public record Decoded(ObjectNode object, List<String> problems) {

        public Decoded {
            problems = List.copyOf(problems);
        }
    }

    /** What an object of a type may contain. */
    public Schema.Struct schema(ResourceType type) {
        return schemas.of(type);
    }

    /** Reads a body without a schema; 400 where it is not of its language. */
    public Read read(byte[] body, Language language) throws ApiException {
        if (language == Language.PROTOBUF && body.length > 0) {
            return new Read(ProtobufReader.read(body), List.of());
        }
        JsonFactory factory = language == Language.YAML ? yaml.get() : json;
        try (JsonParser parser = factory.createParser(body)) {
            JsonReader reader = new JsonReader(parser);
            JsonNode tree = reader.read();
            if (language == Language.JSON && parser.nextToken() != null) {
                throw Refusal.badRequest("error decoding request body: expected one JSON value, found more after it");
            }
            return new Read(tree, reader.duplicates().stream().map(path -> problem("duplicate", path)).toList());
        } catch (JsonProcessingException broken) {
            throw Refusal.badRequest("error decoding request body: " + broken.getOriginalMessage());
        } catch (IOException impossible) {
            throw new UncheckedIOException("a byte array cannot fail to be read", impossible);
        }
    }

    /** Decodes an object; 400 where it is of another type, or one of its values is. */
    public Decoded decode(ResourceType type, byte[] body, Language language) throws ApiException {
        Read read = read(body, language);
        if (!(read.tree() instanceof ObjectNode tree)) {
            throw Refusal.badRequest("the object provided is unrecognized (must be of type " + type.kind()
                    + "): expected an object, found " + (read.tree().isMissingNode() ? "nothing" : "another value"));
        }
        Decoded fitted = fit(type, tree);
        return new Decoded(fitted.object(),
                Stream.concat(read.problems().stream(), fitted.problems().stream()).toList());
    }

    /** Fits a tree to its type, as {@link #decode} does. */
    public Decoded fit(ResourceType type, ObjectNode tree) throws ApiException {
        String kind = tree.path("kind").asText(type.kind());
        String apiVersion = tree.path("apiVersion").asText(type.apiVersion());
        if (!apiVersion.equals(type.apiVersion())) {
            throw Refusal.badRequest("the API version in the data (" + apiVersion
                    + ") does not match the expected API version (" + type.apiVersion() + ")");
        }
        String unhandled = kind + " in version \"" + type.version() + "\" cannot be handled as a " + type.kind() + ": ";
        if (!kind.equals(type.kind())) {
            throw Refusal.badRequest(unhandled + "the kind in the data does not match the path");
        }
        Fitting fitting = new Fitting();
        try {
            ObjectNode fitted = fitting.fit(schemas.of(type), tree);
            return new Decoded(fitted, fitting.unknown().stream().map(path -> problem("unknown", path)).toList());
        } catch (Fitting.WrongTypeException wrong) {
            throw Refusal.badRequest(unhandled + wrong.getMessage());
        }
    }

    /** What a strict reader says of the problems. */
    public static ApiException strictRefusal(ResourceType type, List<String> problems) {
        return Refusal.badRequest(type.kind() + " in version \"" + type.version() + "\" cannot be handled as a "
                + type.kind() + ": strict decoding error: " + String.join(", ", problems));
    }

    private static String problem(String what, String path) {
        return what + " field \"" + path + "\"";
    }
}
