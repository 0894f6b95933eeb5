package dev.statelab.core.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/** Writes JSON of visible ASCII alone, so that nothing in it reaches a terminal as anything but a letter. */
public final class AsciiJson {

    private static final ObjectWriter LINE = writer();
    private static final ObjectWriter PRETTY = LINE
            .with(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

    private AsciiJson() {}

    /** With indentation, the same on every system; no line feed at its end. */
    public static String pretty(JsonNode json) {
        return write(PRETTY, json);
    }

    /** On one line, without a line feed. */
    public static String line(JsonNode json) {
        return write(LINE, json);
    }

    private static String write(ObjectWriter writer, JsonNode json) {
        try {
            return writer.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree that cannot be written", e);
        }
    }

    private static ObjectWriter writer() {
        return JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build().writer(new Delete());
    }

    /** The one character of ASCII that JSON leaves as it is, and a terminal does not show. */
    private static final class Delete extends CharacterEscapes {

        private static final long serialVersionUID = 1;
        private static final int DELETE = 0x7f;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            codes[DELETE] = ESCAPE_STANDARD;
            return codes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return null;
        }
    }
}
