package dev.statelab.batch.result;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.statelab.core.report.AsciiJson;

/** JSON as it stands in the results. */
final class Json {

    static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    static byte[] file(JsonNode json) {
        return (AsciiJson.pretty(json) + "\n").getBytes(US_ASCII);
    }

    static byte[] line(JsonNode json) {
        return (AsciiJson.line(json) + "\n").getBytes(US_ASCII);
    }
}
