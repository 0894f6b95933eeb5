package dev.statelab.lab.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a request is answered with. */
sealed interface Reply {

    int status();

    /**
     * @param warnings one {@code Warning} header each
     */
    record Json(int status, JsonNode body, List<String> warnings) implements Reply {

        public Json {
            warnings = List.copyOf(warnings);
        }
    }

    record Text(int status, String body) implements Reply {}

    /** To the same path with a slash at its end. */
    record Redirect(String location) implements Reply {

        @Override
        public int status() {
            return 301;
        }
    }

    /** A body that is written piece by piece, for as long as it takes. */
    record Streamed(int status, List<Header> headers, Writer writer) implements Reply {

        public Streamed {
            headers = List.copyOf(headers);
        }
    }

    record Header(String name, String value) {}

    /** Writes a body; the client sees what was flushed. */
    @FunctionalInterface
    interface Writer {
        void writeTo(OutputStream out) throws IOException, InterruptedException;
    }

    static Reply json(JsonNode body) {
        return new Json(200, body, List.of());
    }

    static Reply json(int status, JsonNode body) {
        return new Json(status, body, List.of());
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
