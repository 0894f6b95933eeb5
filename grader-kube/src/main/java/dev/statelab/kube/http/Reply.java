package dev.statelab.kube.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.statelab.core.cluster.Cause;
import java.time.Duration;
import okhttp3.Headers;

/** What came of one HTTP request. */
public sealed interface Reply {

    /**
     * Somebody answered, with whatever status.
     *
     * @param body as text, in the charset of its {@code Content-Type}, or else UTF-8
     * @param truncated whether the body was longer than was asked for
     * @param took from sending to the last byte
     */
    record Answered(int status, Headers headers, String body, boolean truncated, Duration took) implements Reply {

        public Answered {
            requireNonNull(headers, "headers");
            requireNonNull(body, "body");
            requireNonNull(took, "took");
        }

        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        /** The body; a missing node where it is no JSON. */
        public JsonNode json() {
            try {
                return Json.MAPPER.readTree(body);
            } catch (JsonProcessingException notJson) {
                return Json.MAPPER.missingNode();
            }
        }

        /** What the API server itself says in the body; blank where the body is somebody else's. */
        public ApiStatus apiStatus() {
            return ApiStatus.parse(status, body);
        }
    }

    /** No answer; the request may or may not have arrived. */
    record Lost(Cause cause) implements Reply {
        public Lost {
            requireNonNull(cause, "cause");
        }
    }
}
