package dev.statelab.core.cluster;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;

/** What came of a {@link PodRequest}. */
public sealed interface PodAnswer {

    /**
     * The application answered.
     *
     * @param status the application's own status code
     * @param headers by lower-case name
     * @param body at most 1 MiB of text
     * @param truncated whether the body was longer
     * @param took from sending to the last byte
     */
    record Answered(int status, Map<String, String> headers, String body, boolean truncated, Duration took)
            implements
                PodAnswer {
        public Answered {
            headers = Map.copyOf(headers);
            requireNonNull(body, "body");
        }
    }

    /**
     * The API server works, but the pod's port took no connection, so that nothing of the request has reached the
     * application: sending it again is safe, whatever its method. A pod without a readiness probe is Ready before its
     * application listens.
     *
     * @param reason for people, such as {@code connection refused on port 5000}
     */
    record NotListening(String reason) implements PodAnswer {
        public NotListening {
            requireNonNull(reason, "reason");
        }
    }

    /**
     * The API server works, and it is the pod that gave no answer: the pod is gone, or the application took longer than
     * the request's timeout. The application may have received the request. An observation that may cost points.
     *
     * @param reason for people, such as {@code no answer within 10 s from port 5000}
     */
    record NoAnswer(String reason) implements PodAnswer {
        public NoAnswer {
            requireNonNull(reason, "reason");
        }
    }

    /** It could not be found out. */
    record Unknown(Cause cause) implements PodAnswer {
        public Unknown {
            requireNonNull(cause, "cause");
        }
    }
}
