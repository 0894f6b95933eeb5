package dev.statelab.reference;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A request as far as the application looks at it.
 *
 * @param rest the path behind the route's, still percent-encoded; empty for a route that is a whole path
 * @param content what the client sends
 */
record Request(String rest, InputStream content) {

    /** Reads the body; empty when it is longer than the limit. */
    Optional<byte[]> body(int limit) throws IOException {
        byte[] bytes = content.readNBytes(limit + 1);
        return bytes.length > limit ? Optional.empty() : Optional.of(bytes);
    }
}
